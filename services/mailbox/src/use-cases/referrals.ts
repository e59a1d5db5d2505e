import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { dayIn, type Day } from '@kuvert/shared/day';
import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import { mayBeAnswerBy } from '@kuvert/shared/referrals/answer-by';
import { isOpenReferral, mayFollow } from '@kuvert/shared/referrals/states';

import type { Message, TimelineEvent } from '#api';
import { audit, type AuditAction } from '../store/audit.ts';
import { addTimelineEvent, lockHandling } from '../store/handling.ts';
import { readMessage } from '../store/message.ts';
import { notFound } from '../store/not-found.ts';
import {
  deleteReferral,
  insertReferral,
  lockReferral,
  writeAnswerBy,
  writeReferralState,
  type StoredReferral,
} from '../store/referrals.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';
import { refuseAnothers } from './transitions.ts';

export interface ReferralDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly country: Country;
  readonly timeZone: string;
}

/** Steps that a person takes without an answer. */
export type PlainStep = 'received' | 'accepted' | 'answered';

/**
 * A message is a referral, to be answered by a day where one is named; asked again, that day is changed.
 * @throws KuvertError `not-found`, `already-forwarded`, `already-taken`, `quarantined`, `answer-by-wrong`,
 *   `referral-step-wrong`
 */
export const markReferral =
  (deps: ReferralDeps) =>
  (actor: Actor, messageId: string, answerBy: Day | null): Promise<Message> =>
    act(deps, actor, messageId, async (transaction, { referral, departmentId, at }) => {
      if (referral && referral.answerBy === answerBy) return undefined;
      refuseDay(answerBy, dayIn(at, deps.timeZone));
      if (!referral) {
        await insertReferral(transaction, {
          messageId,
          departmentId,
          answerBy,
          person: actor.person,
          at,
        });
        return { kind: 'referral-marked', note: answerBy, action: 'mark-referral' };
      }
      if (!isOpenReferral(referral.state))
        throw new KuvertError('referral-step-wrong', 'nobody waits for an answer to it any more');
      await writeAnswerBy(transaction, messageId, answerBy, at);
      return { kind: 'referral-answer-by', note: answerBy, action: 'date-referral' };
    });

/**
 * A message is no referral after all; nothing to do where it is none.
 * @throws KuvertError `not-found`, `already-forwarded`, `already-taken`; `referral-stays` for what its sender calls one, and
 *   for what somebody has worked with
 */
export const unmarkReferral =
  (deps: ReferralDeps) =>
  (actor: Actor, messageId: string): Promise<Message> =>
    act(deps, actor, messageId, async (transaction, { referral }) => {
      if (!referral) return undefined;
      if (referral.markedBySender || referral.state !== 'received')
        throw new KuvertError('referral-stays', 'its sender calls it one, or it was worked with');
      await deleteReferral(transaction, messageId);
      return { kind: 'referral-unmarked', note: null, action: 'unmark-referral' };
    });

/**
 * A step that needs no words; nothing to do where it is there already.
 * @throws KuvertError `not-found`, `already-forwarded`, `already-taken`, `not-a-referral`, `referral-step-wrong`
 */
export const stepReferral =
  (deps: ReferralDeps) =>
  (actor: Actor, messageId: string, step: PlainStep): Promise<Message> =>
    act(deps, actor, messageId, async (transaction, { referral, at }) => {
      if (!referral) throw new KuvertError('not-a-referral', 'the message is no referral');
      if (referral.state === step) return undefined;
      refuseStep(referral.state, step);
      await writeReferralState(transaction, messageId, step, at);
      return { kind: `referral-${step}`, note: null, action: 'step-referral', detail: step };
    });

/** @throws KuvertError `referral-step-wrong` */
export const refuseStep = (
  before: StoredReferral['state'],
  step: StoredReferral['state'],
): void => {
  if (before !== step && !mayFollow(before, step))
    throw new KuvertError('referral-step-wrong', `a referral that is ${before} can't be ${step}`, {
      details: { state: before },
    });
};

interface Situation {
  readonly departmentId: string;
  readonly referral: StoredReferral | undefined;
  readonly at: Date;
}

interface Change {
  readonly kind: TimelineEvent['kind'];
  readonly note: string | null;
  readonly action: AuditAction;
  readonly detail?: string;
}

/** State, timeline and audit commit together; browsers are told by the database. Undefined: there was nothing to do. */
const act = (
  { database, clock, randomness, country }: ReferralDeps,
  actor: Actor,
  messageId: string,
  change: (transaction: Transaction, situation: Situation) => Promise<Change | undefined>,
): Promise<Message> =>
  database.transaction(async (transaction) => {
    const locked = await lockHandling(transaction, messageId);
    if (!locked) throw notFound();
    const { departmentId, handling: current, byName } = locked;
    if (current.state === 'forwarded')
      throw new KuvertError('already-forwarded', 'the message lies with another department now');
    // What is a referral is never set aside: it is taken out first, and so is seen.
    if (current.state === 'quarantined')
      throw new KuvertError('quarantined', 'the message is set aside as junk');
    refuseAnothers({ current, byName, me: actor.person });
    const referral = await lockReferral(transaction, messageId);
    const at = clock.now();
    const done = await change(transaction, { departmentId, referral, at });
    if (!done) return readMessage(transaction, messageId, country);
    const { kind, note, action, detail } = done;
    const where = { departmentId, messageId };
    await addTimelineEvent(transaction, randomness, {
      ...where,
      at,
      kind,
      person: actor.person,
      note,
    });
    const message = await readMessage(transaction, messageId, country);
    await audit(transaction, { person: actor.person, action, ...where, ...(detail && { detail }) });
    return message;
  }, scopeOf(actor));

const refuseDay = (answerBy: Day | null, today: Day): void => {
  if (answerBy !== null && !mayBeAnswerBy(answerBy, today))
    throw new KuvertError('answer-by-wrong', 'an answer is expected today or later, not years on');
};
