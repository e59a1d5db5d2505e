import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { newId, type PersonId, type Randomness } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';

import type { Incident, ReportIncident } from '#api';
import { notifyMessage } from '../live/channel.ts';
import { audit, type AuditAction } from '../store/audit.ts';
import {
  insertIncident,
  insertIncidentAct,
  type IncidentSubject,
  type SealedNote,
} from '../store/incident-rows.ts';
import { readIncident, readIncidentMark, type SealedIncident } from '../store/incidents.ts';
import { notFound } from '../store/not-found.ts';
import { addAct, cancelDelivery, lockOrder, notifyOrder } from '../store/send-orders.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';
import { openIncident } from './incident-view.ts';

export interface IncidentDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly keys: KeyProvider;
  readonly country: Country;
  readonly recovery: Recipient;
}

/**
 * Reports a fax that went, or came, to somebody whom it wasn't for; reported once more, it answers with what there is.
 * A next attempt that waits for its time is taken back: the fax does not go there again.
 * @throws KuvertError `not-found`; `nothing-left` when no call was made yet; `request-invalid` for a time that can't be
 */
export const reportIncident =
  (deps: IncidentDeps) =>
  async (actor: Actor, subject: IncidentSubject, report: ReportIncident): Promise<Incident> =>
    openIncident(
      deps,
      await deps.database.transaction(
        (transaction) =>
          subject.kind === 'message'
            ? reportMessage(deps, transaction, actor.person, subject.id, report)
            : reportSending(deps, transaction, actor.person, subject.id, report),
        scopeOf(actor),
      ),
    );

const reportMessage = async (
  deps: IncidentDeps,
  transaction: Transaction,
  person: PersonId,
  id: string,
  report: ReportIncident,
): Promise<SealedIncident> => {
  const { rows } = await transaction.query<{ department_id: string; received_at: Date }>(
    'select department_id, received_at from message where id = $1',
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  const { department_id: departmentId, received_at: from } = row;
  const before = await readIncidentMark(transaction, 'message_id', id);
  if (before) return readIncident(transaction, before.id, deps.country);
  const subject = { kind: 'message', id } as const;
  const times = timesOf(deps.clock.now(), from, report);
  const incidentId = await openIncidentIn(deps, transaction, {
    ...report,
    ...times,
    person,
    departmentId,
    subject,
  });
  await notifyMessage(transaction, { departmentId, messageId: id });
  const incident = await readIncident(transaction, incidentId, deps.country);
  await auditIncident(transaction, person, 'open-incident', incident);
  return incident;
};

const reportSending = async (
  deps: IncidentDeps,
  transaction: Transaction,
  person: PersonId,
  id: string,
  report: ReportIncident,
): Promise<SealedIncident> => {
  const order = await lockOrder(transaction, id);
  const before = await readIncidentMark(transaction, 'order_id', id);
  if (before) return readIncident(transaction, before.id, deps.country);
  const firstCall = await readFirstCall(transaction, id);
  if (firstCall === null)
    throw new KuvertError('nothing-left', 'nothing has left the house: it can be cancelled');
  const { departmentId, delivery } = order;
  const times = timesOf(deps.clock.now(), firstCall, report);
  const kind = await cancelDelivery(transaction, deps.randomness, order);
  if (kind)
    await addAct(transaction, deps.randomness, {
      ...{ orderId: id, departmentId, deliveryId: delivery.id, person, at: times.at },
      kind,
      reason: null,
    });
  const incidentId = await openIncidentIn(deps, transaction, {
    ...report,
    ...times,
    person,
    departmentId,
    subject: { kind: 'sending', id },
  });
  await notifyOrder(transaction, order);
  const incident = await readIncident(transaction, incidentId, deps.country);
  await auditIncident(transaction, person, 'open-incident', incident);
  return incident;
};

const readFirstCall = async (transaction: Transaction, order: string): Promise<Date | null> => {
  const { rows } = await transaction.query<{ at: Date | null }>(
    'select min(intent_at) as at from delivery where order_id = $1',
    [order],
  );
  return rows[0]?.at ?? null;
};

/** What two clocks may differ by. */
const skewMs = 60_000;

const timesOf = (
  at: Date,
  since: Date,
  { noticedAt }: ReportIncident,
): { readonly at: Date; readonly noticedAt: Date } => {
  const noticed = noticedAt === undefined ? at : new Date(noticedAt);
  if (noticed.getTime() > at.getTime() + skewMs || noticed.getTime() < since.getTime() - skewMs)
    throw new KuvertError('request-invalid', 'it can be noticed neither before it was nor later');
  return { at, noticedAt: noticed < at ? noticed : at };
};

/** What is recorded of a new incident, in a transaction that goes on: the audit row is its caller's, and last. */
const openIncidentIn = async (
  deps: Pick<IncidentDeps, 'randomness' | 'recovery'>,
  transaction: Transaction,
  incident: {
    readonly departmentId: string;
    readonly subject: IncidentSubject;
    readonly person: PersonId;
    readonly how: ReportIncident['how'];
    readonly noticedAt: Date;
    readonly at: Date;
    readonly note?: string | undefined;
  },
): Promise<string> => {
  const { departmentId, person, at } = incident;
  const id = newId<'incident'>(deps.randomness);
  if (!(await insertIncident(transaction, { ...incident, id })))
    throw new KuvertError('incident-open', 'somebody else has just reported it');
  const note = await sealNote(deps, transaction, departmentId, incident.note);
  const act = { incidentId: id, departmentId, at, kind: 'opened', person, note } as const;
  await insertIncidentAct(transaction, act);
  return id;
};

/** The fax came here by mistake, as somebody who sends it on or back has just seen; undefined when that is reported. */
export const reportMessageOnce = async (
  deps: Pick<IncidentDeps, 'randomness' | 'recovery'>,
  transaction: Transaction,
  of: {
    readonly person: PersonId;
    readonly departmentId: string;
    readonly messageId: string;
    readonly at: Date;
  },
): Promise<ReportedMessage | undefined> => {
  const { messageId, ...facts } = of;
  if (await readIncidentMark(transaction, 'message_id', messageId)) return undefined;
  const id = await openIncidentIn(deps, transaction, {
    ...facts,
    subject: { kind: 'message', id: messageId },
    how: 'seen-here',
    noticedAt: of.at,
  });
  return { id, departmentId: of.departmentId, messageId, sendingId: null };
};

interface ReportedMessage {
  readonly id: string;
  readonly departmentId: string;
  readonly messageId: string;
  readonly sendingId: null;
}

/** The audit row of what {@link reportMessageOnce} reported, which is last. */
export const tellOfIncident = async (
  transaction: Transaction,
  person: PersonId,
  reported: ReportedMessage | undefined,
): Promise<void> => {
  if (reported) await auditIncident(transaction, person, 'open-incident', reported);
};

/** For the department and for recovery, as what people write for cover sheets is. */
export const sealNote = async (
  { recovery }: Pick<IncidentDeps, 'recovery'>,
  transaction: Transaction,
  departmentId: string,
  note: string | undefined,
): Promise<SealedNote | null> => {
  if (note === undefined) return null;
  const key = await readActiveKey(transaction, departmentId);
  return { keyId: key.id, bytes: await sealText(note, [key.recipient, recovery]) };
};

/** Beside the fax that it is about, so that one finds both. */
export const auditIncident = (
  transaction: Transaction,
  person: PersonId,
  action: AuditAction,
  of: {
    readonly id: string;
    readonly departmentId: string;
    readonly messageId: string | null;
    readonly sendingId: string | null;
  },
): Promise<void> => {
  const about = of.sendingId === null ? '' : `sending ${of.sendingId} `;
  return audit(transaction, {
    person,
    action,
    departmentId: of.departmentId,
    ...(of.messageId === null ? {} : { messageId: of.messageId }),
    detail: `${about}incident ${of.id}`,
  });
};
