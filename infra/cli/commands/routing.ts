import { toE164 } from '@kuvert/shared/phone';
import { assurances } from '@kuvert/shared/routing/address';
import { chooseChannel, mayFaxInstead, type Choice } from '@kuvert/shared/routing/choose-channel';
import {
  documentKinds,
  faxPermissions,
  ruleFor,
  withoutRule,
  type Demands,
} from '@kuvert/shared/routing/rules';
import {
  readAddresses,
  readRoutingRules,
  type StoredRule,
} from '@kuvert/platform/routing/routing-rows';

import { addRule, removeRule } from '../actions/routing.ts';
import { CommandError } from '../command-error.ts';
import { argument, optionalOption, type Command, type CommandContext } from '../command.ts';
import { findDepartment } from '../find.ts';
import { tableLines } from '../table.ts';

/** One of a few words. @throws CommandError `usage-wrong` */
const oneOf = <Word extends string>(
  context: CommandContext,
  option: string,
  words: readonly Word[],
): Word | undefined => {
  const given = optionalOption(context, option);
  if (given === undefined) return undefined;
  const word = words.find((each) => each === given);
  if (word === undefined)
    throw new CommandError('usage-wrong', `--${option} is one of ${words.join(', ')}.`);
  return word;
};

const about = {
  department: { type: 'string' },
  kind: { type: 'string' },
} as const;

export const routingAdd: Command = {
  name: 'routing add',
  options: { ...about, requires: { type: 'string' }, fax: { type: 'string' } },
  optionHelp: [
    '  --department NAME  of this department alone (by name or id); else of every one',
    `  --kind KIND        of these documents alone: ${documentKinds.join(', ')}; else of every one`,
    `  --requires LEVEL   what the channel must make sure of: ${assurances.join(', ')} (open)`,
    `  --fax WHEN         ${faxPermissions.join(', ')} (fallback; never where more than open is required)`,
  ],
  summary: 'adds a rule for the channel by which documents go; the most specific one counts',
  run: async (context) => {
    const { database } = await context.house();
    const department = optionalOption(context, 'department');
    const requires = oneOf(context, 'requires', assurances) ?? 'open';
    const rule = {
      departmentId:
        department === undefined ? undefined : await findDepartment(database, department),
      documentKind: oneOf(context, 'kind', documentKinds),
      requires,
      fax: oneOf(context, 'fax', faxPermissions) ?? (requires === 'open' ? 'fallback' : 'never'),
    };
    const { clock, randomness } = context;
    const id = await addRule({ database, clock, randomness })(rule);
    return {
      lines: [
        `${rule.documentKind ?? 'every document'} of ${department ?? 'every department'}: ${demandsText(rule)}.`,
      ],
      data: { id, ...rule },
    };
  },
};

export const routingRemove: Command = {
  name: 'routing remove',
  arguments: 'ID',
  summary: 'takes a rule away; the next less specific one counts from then on',
  run: async (context) => {
    const { database } = await context.house();
    const id = argument(context, 0);
    await removeRule({ database })(id);
    return { lines: ['The rule is gone.'], data: { id } };
  },
};

export const routingList: Command = {
  name: 'routing list',
  summary: 'the rules by which a channel is chosen, the most specific first',
  run: async ({ house }) => {
    const rules = await readRoutingRules((await house()).database);
    const rows = rules.map(({ departmentName, documentKind, requires, fax, id }) => [
      departmentName ?? 'every one',
      documentKind ?? 'every one',
      requires,
      fax,
      id,
    ]);
    return {
      lines: [
        ...tableLines(['department', 'kind', 'requires', 'fax', 'id'], rows),
        `Where no rule speaks: ${demandsText(withoutRule)}.`,
      ],
      data: rules,
    };
  },
};

export const routingWhy: Command = {
  name: 'routing why',
  arguments: 'NUMBER',
  options: about,
  optionHelp: [
    '  --department NAME  that sends (by name or id)',
    `  --kind KIND        ${documentKinds.join(', ')} (letter)`,
  ],
  summary: 'by which channel something would go to whoever has a fax number, and why',
  run: async (context) => {
    const department = optionalOption(context, 'department');
    if (department === undefined) throw new CommandError('usage-wrong', '--department is missing.');
    const number = toE164(argument(context, 0));
    if (number === undefined)
      throw new CommandError('number-invalid', 'Not a telephone number: write it as +46225…');
    const documentKind = oneOf(context, 'kind', documentKinds) ?? 'letter';
    const { database } = await context.house();
    const departmentId = await findDepartment(database, department);
    const rules = await readRoutingRules(database);
    const addresses = await readAddresses(database, number);
    const question = { addresses, rules, departmentId, documentKind };
    const choice = chooseChannel({ ...question, wishesFax: false });
    const mayFax = mayFaxInstead(question);
    const rule = ruleFor(rules, question);
    return {
      lines: [
        `addresses: ${addresses.map((each) => (each.channel === 'fax' ? each.number : each.name)).join(', ')}`,
        `rule: ${ruleText(rule)}`,
        `choice: ${choiceText(choice)}`,
        ...(choice.kind === 'chosen' && choice.channel !== 'fax'
          ? [`fax instead: ${mayFax ? 'where the sender asks for it' : 'not allowed'}`]
          : []),
      ],
      data: { number, departmentId, documentKind, addresses, rule: rule ?? null, choice, mayFax },
    };
  },
};

const demandsText = ({ requires, fax }: Demands): string => `requires ${requires}, fax ${fax}`;

const ruleText = (rule: StoredRule | undefined): string =>
  rule
    ? `${rule.departmentName ?? 'every department'}, ${rule.documentKind ?? 'every document'}: ${demandsText(rule)}`
    : `none: ${demandsText(withoutRule)}`;

const choiceText = (choice: Choice): string => {
  if (choice.kind === 'refused') return `nothing goes (${choice.refusal})`;
  const { address, reason } = choice;
  const way =
    address.channel === 'fax' ? 'a fax' : `a secure message to ${address.name} in this house`;
  return `${way} (${reason})`;
};
