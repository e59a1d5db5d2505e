import type { Database, Queryable, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';

import type { Sending } from '#api';
import { acceptOrder, type Acceptance } from '../store/accept-order.ts';
import { readDraft, touchDraft } from '../store/draft-rows.ts';
import { readSending } from '../store/sendings.ts';
import { readOutboundKey } from '../store/service-keys.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';
import { routeDraft } from './route-draft.ts';
import { lookTwice } from './second-look.ts';

export interface SendDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly country: Country;
  /** How long a sending waits, so that it can be taken back, in milliseconds. */
  readonly undoMs: number;
  /** How long a carrier is tried for, in milliseconds. */
  readonly deadlineMs: number;
}

export interface SendRequest {
  /** Of the draft that the person sees. */
  readonly version: number;
  /** Of a number that the department doesn't know, typed by the person who was asked for them. */
  readonly lastDigits?: string | undefined;
}

/**
 * Sends a draft: order, queue, audit, timeline and outbound's work in one transaction. Asked again it answers with what
 * was sent: a lost answer never makes a second fax.
 * @throws KuvertError as {@link acceptDraft}
 */
export const sendDraft =
  (deps: SendDeps) =>
  async (actor: Actor, id: string, request: SendRequest): Promise<Sending> => {
    await acceptDraft(deps)(actor, id, request);
    return deps.database.transaction(
      (transaction) => readSending(transaction, id, actor.person, deps.country),
      scopeOf(actor),
    );
  };

/**
 * When this resolves the order is durable, and outbound's.
 * @throws KuvertError `not-found`, `draft-changed`, `draft-not-prepared`, `draft-incomplete`, `sending-unavailable`,
 *   `recipient-wrong`, `draft-waits`, `fax-not-allowed`, `assurance-not-reached`; `second-look-needed`,
 *   `second-look-wrong`, `approval-needed` for a number that the department doesn't know
 */
export const acceptDraft =
  (deps: SendDeps) =>
  async (actor: Actor, id: string, request: SendRequest): Promise<void> => {
    const outcome = await acceptNow(deps, actor, id, request);
    if (outcome === 'not-routed') throw await routeAnew(deps, actor, id);
    if (outcome !== 'sent-before') mustBeSent({ outcome });
  };

/** One round trip for most: only a number that the department doesn't know takes more. */
const acceptNow = async (
  deps: SendDeps,
  actor: Actor,
  id: string,
  request: SendRequest,
): Promise<Acceptance['outcome']> => {
  const at = deps.clock.now();
  const accept = (database: Queryable, looked: boolean): Promise<Acceptance> =>
    acceptOrder(database, deps.randomness, scopeOf(actor), { ...deps, id, ...request, looked, at });
  const { outcome } = await accept(deps.database, false);
  if (outcome !== 'second-look-needed') return outcome;
  return deps.database.transaction(async (transaction) => {
    // locks the draft, so that it is this very number that is looked at
    const { number, ...accepted } = await accept(transaction, false);
    if (accepted.outcome !== 'second-look-needed' || number === null) return accepted.outcome;
    const lookedAt = { orderId: id, departmentId: accepted.departmentId, number };
    const looked = await lookTwice(transaction, lookedAt, actor.person, request.lastDigits, at);
    return (await accept(transaction, looked)).outcome;
  }, scopeOf(actor));
};

/**
 * Nothing was chosen for the draft, or a rule or the number's owner has changed since: chosen anew, and not sent before the
 * person has seen by which channel it goes now, and the pages that are made for that one.
 */
const routeAnew = async (
  { database, clock }: SendDeps,
  actor: Actor,
  id: string,
): Promise<KuvertError> => {
  const choice = await database.transaction(async (transaction) => {
    const now = await routeDraft(transaction, await readDraft(transaction, id));
    if (now?.kind === 'chosen') await touchDraft(transaction, id, clock.now());
    return now;
  }, scopeOf(actor));
  return choice?.kind === 'refused' && choice.refusal !== 'no-address'
    ? new KuvertError(choice.refusal, refusals[choice.refusal])
    : new KuvertError('draft-changed', hindrances['draft-changed']);
};

const refusals = {
  'fax-not-allowed': 'a rule forbids fax here',
  'assurance-not-reached': 'no channel to the recipient makes sure of what a rule requires',
} as const;

/** @throws KuvertError what is in the way */
export const mustBeSent = ({ outcome }: Pick<Acceptance, 'outcome'>): void => {
  if (outcome === 'sent') return;
  const code = isOfAnotherName(outcome) ? otherNames[outcome] : outcome;
  throw new KuvertError(code, outcome === 'sent-before' ? 'it was sent' : hindrances[outcome]);
};

/** Outcomes that people are told of by another code. */
const otherNames = { 'sent-before': 'approval-ended', 'not-routed': 'draft-changed' } as const;
const isOfAnotherName = (outcome: string): outcome is keyof typeof otherNames =>
  outcome in otherNames;

type Hindrance = Exclude<Acceptance['outcome'], 'sent' | 'sent-before'>;

/** What is in the way, in words for a log; the UI has its own by the code. */
const hindrances = {
  'draft-changed': 'the draft was changed meanwhile: look at it again',
  'draft-waits': 'it waits for a colleague: take it back to go on writing',
  'draft-incomplete': 'there is no number to send to',
  'draft-not-prepared': 'look at the pages first: they are made anew',
  'sending-unavailable': 'the department has no number to send by',
  'recipient-wrong': 'the number was reported as a wrong one',
  'not-routed': 'it goes another way by now: look at it again',
  'second-look-needed': 'the number is new here: type its last four digits',
} as const satisfies Record<Hindrance, string>;

/** With the key that outbound has now: it may have got another since the pages were made. */
export const isSealedForOutbound = async (
  transaction: Transaction,
  id: string,
): Promise<boolean> => {
  const key = await readOutboundKey(transaction);
  const { rowCount } = await transaction.query(
    `select from send_document where order_id = $1 and kind = 'outgoing' and service_key_id = $2`,
    [id, key?.id ?? null],
  );
  return rowCount === 1;
};
