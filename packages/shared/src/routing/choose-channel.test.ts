import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { asId, type DepartmentId } from '../ids.ts';
import { assurances, channels, isSecure, reaches, type Address } from './address.ts';
import {
  chooseChannel,
  mayFaxInstead,
  routingReasons,
  routingRefusals,
  type RoutingQuestion,
} from './choose-channel.ts';
import { documentKinds, faxPermissions, ruleFor, withoutRule, type RoutingRule } from './rules.ts';

const care = asId<'department'>('care');
const school = asId<'department'>('school');
const fax: Address = { channel: 'fax', number: '+46812345678' };
const inHouse: Address = { channel: 'department', departmentId: school, name: 'School' };

const gateway: Address = {
  channel: 'gateway',
  functionId: asId<'partner-function'>('desk'),
  name: 'Referrals',
  partner: 'Clinic',
};

const sdk: Address = { ...gateway, channel: 'sdk' };

const asked = (some: Partial<RoutingQuestion> = {}): RoutingQuestion => ({
  addresses: [fax, inHouse],
  rules: [],
  departmentId: care,
  documentKind: 'letter',
  wishesFax: false,
  ...some,
});

describe('the channel without any rule', () => {
  it('is the secure one where the recipient has one', () => {
    expect(chooseChannel(asked())).toEqual({
      kind: 'chosen',
      channel: 'department',
      address: inHouse,
      reason: 'secure-address',
    });
  });

  it('is fax where there is nothing better', () => {
    expect(chooseChannel(asked({ addresses: [fax] }))).toMatchObject({
      channel: 'fax',
      reason: 'no-secure-address',
    });
  });

  it('to a partner is SDK where it is reached by that, before its gateway', () => {
    expect(chooseChannel(asked({ addresses: [fax, gateway, sdk] }))).toMatchObject({
      channel: 'sdk',
      address: sdk,
      reason: 'secure-address',
    });
  });

  it('is not fax on wish where there is a secure one', () => {
    expect(chooseChannel(asked({ wishesFax: true }))).toEqual({
      kind: 'refused',
      refusal: 'fax-not-allowed',
    });
  });
});

describe('a rule', () => {
  it('may forbid fax, or leave it to the sender', () => {
    const never: RoutingRule = { requires: 'open', fax: 'never' };
    expect(chooseChannel(asked({ addresses: [fax], rules: [never] }))).toMatchObject({
      refusal: 'fax-not-allowed',
    });
    const choice: RoutingRule = { requires: 'open', fax: 'choice' };
    expect(chooseChannel(asked({ rules: [choice], wishesFax: true }))).toMatchObject({
      channel: 'fax',
      reason: 'fax-chosen',
    });
    expect(mayFaxInstead(asked({ rules: [choice] }))).toBe(true);
    expect(mayFaxInstead(asked({ rules: [choice], addresses: [fax] }))).toBe(false);
    expect(mayFaxInstead(asked())).toBe(false);
  });

  it('may require more than any channel of the recipient gives', () => {
    const rules: RoutingRule[] = [{ requires: 'sealed', fax: 'never' }];
    expect(chooseChannel(asked({ addresses: [fax], rules }))).toMatchObject({
      refusal: 'assurance-not-reached',
    });
    expect(chooseChannel(asked({ rules }))).toMatchObject({ channel: 'department' });
  });

  it('may require a login at the recipient, which a partner’s gateway does not make sure of', () => {
    const addresses = [fax, gateway];
    const sealed: RoutingRule = { requires: 'sealed', fax: 'never' };
    const login: RoutingRule = { requires: 'login', fax: 'never', departmentId: care };
    expect(chooseChannel(asked({ addresses, rules: [sealed] }))).toMatchObject({
      channel: 'gateway',
    });
    expect(chooseChannel(asked({ addresses, rules: [sealed, login] }))).toEqual({
      kind: 'refused',
      refusal: 'assurance-not-reached',
    });
  });

  it('counts before a less specific one, a department before a kind of document', () => {
    const house: RoutingRule = { requires: 'open', fax: 'choice' };
    const answers: RoutingRule = { ...house, documentKind: 'answer' };
    const ours: RoutingRule = { ...house, departmentId: care };
    const ourAnswers: RoutingRule = { ...ours, documentKind: 'answer' };
    const all = [house, answers, ours, ourAnswers];
    const answer = { departmentId: care, documentKind: 'answer' } as const;
    expect(ruleFor(all, answer)).toBe(ourAnswers);
    expect(ruleFor(all, { ...answer, documentKind: 'letter' })).toBe(ours);
    expect(ruleFor(all, { ...answer, departmentId: school })).toBe(answers);
    expect(ruleFor(all, { departmentId: school, documentKind: 'letter' })).toBe(house);
    expect(ruleFor([ourAnswers], { departmentId: school, documentKind: 'answer' })).toBe(undefined);
  });
});

const departments: fc.Arbitrary<DepartmentId> = fc.constantFrom(care, school);
const addresses = fc.uniqueArray(fc.constantFrom(fax, gateway, sdk, inHouse));
const rules = fc.uniqueArray(
  fc.record({
    departmentId: fc.option(departments, { nil: undefined }),
    documentKind: fc.option(fc.constantFrom(...documentKinds), { nil: undefined }),
    requires: fc.constantFrom(...assurances),
    fax: fc.constantFrom(...faxPermissions),
  }),
  { selector: (rule) => `${rule.departmentId} ${rule.documentKind}` },
);
const questions = fc.record({
  addresses,
  rules,
  departmentId: departments,
  documentKind: fc.constantFrom(...documentKinds),
  wishesFax: fc.boolean(),
});

/** The rule that counts, what was chosen, and whether there is a secure address. */
const answered = (question: RoutingQuestion) => ({
  demands: ruleFor(question.rules, question) ?? withoutRule,
  choice: chooseChannel(question),
  hasSecure: question.addresses.some(({ channel }) => isSecure(channel)),
});

/** The smallest question of which it does not hold. */
const exceptionTo = (holds: (question: RoutingQuestion) => boolean): unknown =>
  fc.check(fc.property(questions, holds)).counterexample ?? undefined;

describe('whatever the addresses and the rules', () => {
  it('nothing goes by fax where there is a secure address, unless a rule permits it and the sender asks', () => {
    const exception = exceptionTo((question) => {
      const { demands, choice, hasSecure } = answered(question);
      if (choice.kind !== 'chosen' || choice.channel !== 'fax') return true;
      const isAsked = question.wishesFax && demands.fax === 'choice';
      return demands.fax !== 'never' && (isAsked || !hasSecure);
    });
    expect(exception).toBeUndefined();
  });

  it('nothing goes by a channel below what is required, nor to an address that the recipient has not', () => {
    const exception = exceptionTo((question) => {
      const { demands, choice } = answered(question);
      if (choice.kind !== 'chosen') return true;
      const { channel, address } = choice;
      const has = question.addresses.includes(address) && address.channel === channel;
      return has && reaches(channel, demands.requires);
    });
    expect(exception).toBeUndefined();
  });

  it('there is a reason for what goes, and for what does not', () => {
    const exception = exceptionTo((question) => {
      const { choice } = answered(question);
      return choice.kind === 'chosen'
        ? routingReasons.includes(choice.reason)
        : routingRefusals.includes(choice.refusal);
    });
    expect(exception).toBeUndefined();
  });

  it('the order of rules and addresses does not matter', () => {
    const exception = exceptionTo((question) => {
      const turned = {
        ...question,
        addresses: question.addresses.toReversed(),
        rules: question.rules.toReversed(),
      };
      return JSON.stringify(chooseChannel(turned)) === JSON.stringify(chooseChannel(question));
    });
    expect(exception).toBeUndefined();
  });

  it('who can be reached as securely as is required is refused nothing but fax', () => {
    const exception = exceptionTo((question) => {
      const { choice, demands } = answered({ ...question, wishesFax: false });
      const isReached = question.addresses.some(
        ({ channel }) => isSecure(channel) && reaches(channel, demands.requires),
      );
      return !isReached || choice.kind === 'chosen';
    });
    expect(exception).toBeUndefined();
  });

  it('fax is the last of all channels, and the only open one', () => {
    expect(channels.filter((channel) => !isSecure(channel))).toEqual(['fax']);
    expect(channels.at(-1)).toBe('fax');
  });
});
