import type { Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type DeliveryId, type Randomness } from '@kuvert/shared/ids';
import { holdsTheLine, isFinal, type DeliveryState } from '@kuvert/shared/sending/delivery';
import type { AfterFailure } from '@kuvert/shared/sending/retry-policy';
import { nextState } from '@kuvert/shared/sending/next-state';

import type { Effect, StoredDelivery, Told } from '../use-cases/ports.ts';
import type { Steps } from '../use-cases/steps.ts';
import { holdCarrier } from './carrier-hold.ts';
import { readDelivery } from './delivery-rows.ts';
import { tellBrowsers } from './tell-browsers.ts';
import { tryAgainIn } from './try-again.ts';

export interface TellDeps {
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid' | 'fraction'>;
  /** Milliseconds of a minute in the table of further attempts. */
  readonly minuteMs: number;
  readonly steps: Steps;
}

/** Keeps one fact and moves the delivery by it, inside the caller's transaction; locks the delivery until its end. */
export const tellIn = async (
  deps: TellDeps,
  transaction: Transaction,
  id: DeliveryId,
  told: Told,
): Promise<Effect> => {
  const delivery = await readDelivery(transaction, id, 'lock');
  if (!delivery) return { kind: 'no-such-delivery' };
  const { carrierFaxId: fax } = told;
  const another =
    fax !== undefined && delivery.carrierFaxId !== undefined && fax !== delivery.carrierFaxId;
  const state = another ? undefined : nextState(delivery.state, told.fact);
  const now = deps.clock.now();
  const isNew = await insertFact(deps, transaction, delivery, told, state !== undefined, now);
  if (another) return { kind: 'another-fax' };
  await noteCarrier(transaction, delivery, told, now);
  if (!state || !isNew) return { kind: 'kept' };
  await writeState(transaction, delivery, told, state, now);
  await auditState(transaction, delivery, state);
  const next = await afterState(deps, transaction, delivery, told, state);
  await tellBrowsers(transaction, delivery);
  const freesLine = holdsTheLine(delivery.state.name) && isOver(state.name);
  return { kind: 'changed', state, delivery: { ...delivery, state }, next, freesLine };
};

/** Back in the queue it isn't: the carrier could not be reached, and so can't for the next. */
const isOver = (name: DeliveryState['name']): boolean => isFinal(name) || name === 'unknown';

/** What follows from it in the same transaction: a further attempt, a hold for a person, a carrier without money. */
const afterState = async (
  deps: TellDeps,
  transaction: Transaction,
  delivery: StoredDelivery,
  { fact, carrier: teller }: Told,
  state: DeliveryState,
): Promise<AfterFailure | undefined> => {
  const accountFailed = state.name === 'failed' && state.cause === 'account';
  const carrier = delivery.carrier ?? teller;
  if (carrier !== undefined && (fact.kind === 'account-held' || accountFailed))
    await holdCarrier(transaction, carrier);
  // a late word on what was unknown: a person has it already
  if (state.name !== 'failed' || delivery.state.name === 'unknown') return undefined;
  return tryAgainIn(deps, transaction, delivery, state.cause);
};

/** False when it was told before. */
const insertFact = async (
  { randomness }: TellDeps,
  transaction: Transaction,
  { id, departmentId }: StoredDelivery,
  { fact, source, eventKey, evidence }: Told,
  changed: boolean,
  now: Date,
): Promise<boolean> => {
  const { rowCount } = await transaction.query(
    `insert into delivery_fact (id, delivery_id, department_id, at, source, kind, cause, unknown_reason, pages,
       event_key, changed, evidence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (delivery_id, event_key) do nothing`,
    [
      newId<'fact'>(randomness),
      id,
      departmentId,
      now,
      source,
      fact.kind,
      'cause' in fact ? fact.cause : null,
      'reason' in fact ? fact.reason : null,
      'pages' in fact ? fact.pages : null,
      eventKey,
      changed,
      evidence,
    ],
  );
  return rowCount === 1;
};

/** The carrier's own word: it is heard, and its name of the fax is known from now on. */
const noteCarrier = async (
  transaction: Transaction,
  { id }: StoredDelivery,
  { carrierFaxId, carrier }: Told,
  now: Date,
): Promise<void> => {
  if (carrierFaxId === undefined) return;
  await transaction.query(
    `update delivery set heard_at = $2, carrier_fax_id = coalesce(carrier_fax_id, $3), carrier = coalesce(carrier, $4),
            intent_at = coalesce(intent_at, $2), submitted_at = coalesce(submitted_at, $2) where id = $1`,
    [id, now, carrierFaxId, carrier],
  );
};

const writeState = async (
  transaction: Transaction,
  { id }: StoredDelivery,
  { fact }: Told,
  state: DeliveryState,
  now: Date,
): Promise<void> => {
  await transaction.query(
    `update delivery set state = $2, cause = $3, unknown_reason = $4, changed_at = $5,
            pages_confirmed = coalesce($6, pages_confirmed) where id = $1`,
    [
      id,
      state.name,
      state.name === 'failed' ? state.cause : null,
      state.name === 'unknown' ? state.reason : null,
      now,
      'pages' in fact ? fact.pages : null,
    ],
  );
  // surely nothing is at the carrier: it is as if it had not been handed over
  if (fact.kind === 'not-reached' || fact.kind === 'account-held')
    await transaction.query(
      'update delivery set intent_at = null, carrier = null, waits_for = $2 where id = $1',
      [id, fact.kind === 'account-held' ? 'carrier-account' : null],
    );
};

/** Ids and codes. What only passes through the house (preparing, accepted) isn't worth a row. */
const auditState = async (
  transaction: Transaction,
  { departmentId, orderId, attempt, way }: StoredDelivery,
  state: DeliveryState,
): Promise<void> => {
  const action = auditedAs[way.channel][state.name];
  if (action === undefined) return;
  const why = state.name === 'failed' ? ` ${state.cause}` : '';
  await transaction.query('select audit_append(null, $1, $2, null, null, $3)', [
    action,
    departmentId,
    `sending ${orderId} attempt ${attempt}${why}`,
  ]);
};

const auditedAs: Readonly<
  Record<StoredDelivery['way']['channel'], Partial<Record<DeliveryState['name'], string>>>
> = {
  fax: {
    submitting: 'fax-handed-over',
    delivered: 'fax-delivered',
    failed: 'fax-failed',
    unknown: 'fax-outcome-unknown',
    cancelled: 'fax-cancelled',
  },
  gateway: {
    accepted: 'partner-reply-ready',
    delivered: 'partner-reply-taken',
    failed: 'partner-reply-failed',
    unknown: 'partner-reply-not-taken',
    cancelled: 'partner-reply-cancelled',
  },
  sdk: {
    submitting: 'sdk-handed-over',
    delivered: 'sdk-accepted',
    failed: 'sdk-failed',
    unknown: 'sdk-outcome-unknown',
    cancelled: 'sdk-cancelled',
  },
  department: { delivered: 'in-house-delivered', failed: 'in-house-failed' },
  room: { delivered: 'room-delivered', failed: 'room-failed' },
};
