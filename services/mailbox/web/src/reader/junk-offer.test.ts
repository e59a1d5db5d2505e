import { describe, expect, it } from 'vitest';
import type { ChangeJunkList, JunkList, JunkLists } from '../../../src/http/api.ts';
import { apiErrorOf } from '../api/api-error.ts';
import { createToasts } from '../frame/toast-queue.ts';
import { offerListing, offerUnlisting, type JunkOfferDeps } from './junk-offer.ts';

const message = { id: 'message-1', departmentId: 'department-1' };

const list = (some: Partial<JunkList> = {}): JunkList => ({
  listed: false,
  reason: null,
  may: null,
  who: [],
  ...some,
});
const lists = (some: Partial<JunkLists> = {}): JunkLists => ({
  number: { national: '08-123 456 00', full: '+46812345600' },
  never: null,
  department: list({ may: 'change' }),
  house: list(),
  ...some,
});
const listed = (some: Partial<JunkList> = {}): JunkList =>
  list({ listed: true, may: 'change', reason: 'adverts', ...some });

/** A server whose answers are these, one after the other, and what was asked to be changed there. */
const served = (...answers: readonly (JunkLists | string)[]) => {
  const changes: ChangeJunkList[] = [];
  const problems: unknown[] = [];
  const waiting = [...answers];
  const toasts = createToasts();
  const deps: JunkOfferDeps = {
    ask: (_, { body } = {}) => {
      if (body !== undefined) changes.push(body as ChangeJunkList);
      const answer = waiting.shift();
      if (typeof answer === 'string') return Promise.reject(apiErrorOf(409, { code: answer }));
      return Promise.resolve(Response.json(answer));
    },
    toasts,
    locale: 'en',
    tellProblem: (error) => problems.push(error),
  };
  /** The newest toast. */
  const told = () => toasts.visibleToasts[0]?.content;
  const press = async (): Promise<void> => {
    const before = told();
    told()?.action?.run();
    await expect.poll(told).not.toBe(before);
  };
  return { deps, changes, problems, told, press };
};

describe('with setting a fax aside, its number', () => {
  it('is offered to go on the department’s list, to those who look after it; with undo', async () => {
    const { deps, changes, told, press } = served(
      lists(),
      lists({ department: listed() }),
      lists(),
    );
    const offer = await offerListing(deps, message);
    expect(offer?.label).toBe('Also set aside what comes from this number later');
    offer?.run();
    await expect.poll(() => told()?.text).toContain('08-123 456 00 is set aside from now on.');
    await press();
    expect(changes).toEqual([
      { list: 'department', listed: true, reason: 'A fax from it was set aside.' },
      { list: 'department', listed: false },
    ]);
    expect(told()?.action).toBeUndefined();
  });

  it.each<[string, Partial<JunkLists>]>([
    ['to others', { department: list() }],
    ['in a session that is too weak', { department: list({ may: 'log-in' }) }],
    ['where it is on it', { department: listed() }],
    ['where it is on the house’s', { house: listed() }],
    ['where it is withheld', { never: 'number-invalid' }],
    ['where it is a verified contact’s', { never: 'junk-verified' }],
  ])('is not offered %s', async (_, some) => {
    const { deps } = served(lists(some));
    expect(await offerListing(deps, message)).toBeUndefined();
  });

  it('is not offered, and nothing is said, where the server doesn’t answer', async () => {
    const { deps, told, problems } = served('offline');
    expect(await offerListing(deps, message)).toBeUndefined();
    expect([told(), problems]).toEqual([undefined, []]);
  });

  it('says why it stays off the list, where it does', async () => {
    const { deps, told } = served(lists(), 'junk-full');
    (await offerListing(deps, message))?.run();
    await expect.poll(() => told()?.text).toContain('The list is full');
  });

  it('tells of any other problem as everywhere', async () => {
    const { deps, problems } = served(lists(), 'offline');
    (await offerListing(deps, message))?.run();
    await expect.poll(() => problems).toMatchObject([{ code: 'offline' }]);
  });
});

describe('after a fax was taken out, its number', () => {
  it('is offered to come off the list by those who look after it; undo puts it back with its reason', async () => {
    const on = lists({ department: listed() });
    const { deps, changes, told, press } = served(on, lists(), on);
    await offerUnlisting(deps, message);
    expect(told()).toMatchObject({
      text: expect.stringContaining('08-123 456 00 stays on the department’s list of junk senders'),
      action: { label: 'Take the number off the list' },
    });
    await press();
    expect(told()?.text).toBe('What comes from 08-123 456 00 is new again, as all others.');
    await press();
    expect(changes).toEqual([
      { list: 'department', listed: false },
      { list: 'department', listed: true, reason: 'adverts' },
    ]);
  });

  it('is told to everybody else, with the list and who can take it off', async () => {
    const { deps, told } = served(
      lists({ house: listed({ may: null, reason: null, who: ['Bo Ek', 'Nils Utan'] }) }),
    );
    await offerUnlisting(deps, message);
    expect(told()?.text).toContain('stays on the house’s list of junk senders');
    expect(told()?.text).toContain('Bo Ek or Nils Utan can take it off.');
    expect(told()?.action).toBeUndefined();
  });

  it('leads an administrator whose session is too weak to the list, where the login is asked for', async () => {
    const { deps, told } = served(lists({ department: listed({ may: 'log-in', reason: null }) }));
    await offerUnlisting(deps, message);
    expect(told()?.action?.label).toBe('To the list');
  });

  it('is told to be on the other list as well, once it is off the one', async () => {
    const house = listed({ may: null, reason: null, who: ['Nils Utan'] });
    const { deps, told, press } = served(lists({ department: listed(), house }), lists({ house }));
    await offerUnlisting(deps, message);
    expect(told()?.text).toContain('the department’s list');
    await press();
    expect(told()?.text).toContain('the house’s list');
    expect(told()?.text).toContain('Nils Utan can take it off.');
  });

  it.each<[string, Partial<JunkLists>]>([
    ['it is on no list', {}],
    ['it is a verified contact’s', { never: 'junk-verified', house: listed() }],
  ])('is not spoken of where %s', async (_, some) => {
    const { deps, told } = served(lists(some));
    await offerUnlisting(deps, message);
    expect(told()).toBeUndefined();
  });
});
