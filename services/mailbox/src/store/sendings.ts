import type { PersonId } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';
import { deliveryStateNames } from '@kuvert/shared/sending/delivery';

import type {
  Actor,
  Answered,
  MachineEvent,
  PersonEvent,
  Sending,
  SendingPage,
  SendingView,
} from '#api';
import { cursorOf, parseCursor } from './cursor.ts';
import { readIncidentMark } from './incidents.ts';
import { notFound } from './not-found.ts';
import { pageSize } from './message-list.ts';
import {
  creatorOf,
  deliveryColumns,
  isUnderWay,
  mayResolve,
  sendingColumns,
  sendingSource,
  toDelivery,
  toSending,
  type DeliveryRow,
  type SendingRow,
} from './sending-rows.ts';
import type { Country } from './summary.ts';

const listOf = (states: readonly string[]): string => states.map((each) => `'${each}'`).join(', ');

/** Of an order `o`: whether it is one that people look for among what was sent. */
export const isNoConfirmation = `(o.tells is null or o.tells in ('completion-missing', 'not-answered'))`;

/** As SQL lists; the names are the domain's own. */
export const underWayStates = listOf(deliveryStateNames.filter(isUnderWay));
export const openEndStates = listOf(deliveryStateNames.filter(mayResolve));

/** What Kuvert itself sent is nothing that people follow or see to; a reminder stands among all that was sent. */
const conditions: Readonly<Record<SendingView, string>> = {
  'under-way': `o.tells is null and v.state in (${underWayStates})`,
  attention: `o.tells is null and v.state in (${openEndStates}) and k.kind is null`,
  all: isNoConfirmation,
};

/** One page of what a department sent, newest first. @throws KuvertError `request-invalid` for a cursor that isn't ours */
export const listSendings = async (
  transaction: Queryable,
  query: {
    readonly departmentId: string;
    readonly person: PersonId;
    readonly view: SendingView;
    readonly cursor?: string | undefined;
    /** That a business system gave it. */
    readonly reference?: string | undefined;
  },
  country: Country,
): Promise<SendingPage> => {
  const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const { rows } = await transaction.query<SendingRow & { micros: number }>(
    `select ${sendingColumns}, (extract(epoch from o.sent_at) * 1000000)::bigint as micros
       from ${sendingSource}
      where o.department_id = $1 and o.stage = 'sent' and ${conditions[query.view]}
        and ($2::bigint is null
          or (o.sent_at, o.id) < (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3::text))
        and ($5::text is null or o.reference = $5)
      order by o.sent_at desc, o.id desc limit $4`,
    [
      query.departmentId,
      after?.micros ?? null,
      after?.id ?? null,
      pageSize + 1,
      query.reference ?? null,
    ],
  );
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    sendings: shown.map((row) => toSending(row, query.person, country)),
    next: rows.length > pageSize && last ? cursorOf(last) : null,
  };
};

/** What was sent, whole: both axes. @throws KuvertError `not-found` */
export const readSending = async (
  transaction: Queryable,
  id: string,
  person: PersonId,
  country: Country,
): Promise<Sending> => {
  const { rows } = await transaction.query<SendingRow>(
    `select ${sendingColumns} from ${sendingSource} where o.id = $1 and o.stage = 'sent'`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  const incident = await readIncidentMark(transaction, 'order_id', id);
  const summary = toSending(row, person, country);
  return {
    ...summary,
    // it does not go to a wrong number again
    can: { ...summary.can, sendAgain: summary.can.sendAgain && incident === null },
    incident,
    deliveries: await readDeliveries(transaction, id),
    machines: await readMachines(transaction, id),
    people: [...(await readPeople(transaction, id)), ...(await readThere(transaction, row))],
  };
};

const readDeliveries = async (
  database: Queryable,
  order: string,
): Promise<Sending['deliveries']> => {
  const { rows } = await database.query<DeliveryRow>(
    `select ${deliveryColumns} from delivery v where v.order_id = $1 order by v.attempt`,
    [order],
  );
  return rows.map(toDelivery);
};

const readMachines = async (database: Queryable, order: string): Promise<MachineEvent[]> => {
  const { rows } = await database.query<Omit<MachineEvent, 'at'> & { at: Date }>(
    `select f.at, f.delivery_id as "deliveryId", d.attempt, f.source, f.kind, f.cause,
            f.unknown_reason as "unknown", f.pages, f.changed, f.evidence
       from (
         select id, delivery_id, at, source, kind, cause, unknown_reason, pages, changed, evidence from delivery_fact
         union all
         select delivery_id, delivery_id, fetched_at, 'callback', 'fetched', null, null, null, true, '{}'
           from partner_reply where fetched_at is not null
       ) f join delivery d on d.id = f.delivery_id
      where d.order_id = $1 order by f.at, f.kind = 'delivered', f.id limit 500`,
    [order],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
};

interface ActRow {
  readonly at: Date;
  readonly delivery_id: string | null;
  readonly kind: PersonEvent['kind'];
  readonly reason: string | null;
  readonly person_id: string;
  readonly name: string;
  readonly person_kind: Actor['kind'];
}

const readPeople = async (database: Queryable, order: string): Promise<PersonEvent[]> => {
  const { rows } = await database.query<ActRow>(
    `select a.at, a.delivery_id, a.kind, a.reason, a.person_id, p.name, p.kind as person_kind
       from send_act a join person p on p.id = a.person_id where a.order_id = $1
      order by a.at, a.kind <> 'confirmed-number', a.id limit 500`,
    [order],
  );
  return rows.map(({ at, delivery_id, kind, reason, person_id, name, person_kind }) => ({
    at: at.toISOString(),
    deliveryId: delivery_id,
    kind,
    reason,
    by: { id: person_id, name, kind: person_kind },
  }));
};

type ThereKind = 'notified' | 'opened' | 'taken' | 'answered';

/** What the department of this house, or the partner in the room, that it went to did with it, oldest first. */
const readThere = async (database: Queryable, sending: SendingRow): Promise<PersonEvent[]> => {
  const { id, channel, delivery_id, to_department, to_function, to_name } = sending;
  if (channel === 'room' && to_function !== null && to_name !== null)
    return readOpenedInRoom(database, delivery_id, {
      id: to_function,
      name: to_name,
      kind: 'partner',
    });
  if (to_department === null || to_name === null) return [];
  const { rows } = await database.query<{ kind: ThereKind; at: Date }>(
    'select kind, at from in_house_there($1) order by at, kind',
    [id],
  );
  return rows.map(({ kind, at }) => ({
    at: at.toISOString(),
    deliveryId: delivery_id,
    kind: `${kind}-there`,
    reason: null,
    by: { id: to_department, name: to_name, kind: 'department' },
  }));
};

const readOpenedInRoom = async (
  database: Queryable,
  deliveryId: string,
  by: PersonEvent['by'],
): Promise<PersonEvent[]> => {
  const { rows } = await database.query<{ at: Date }>(
    'select opened_at as at from room_message where delivery_id = $1 and opened_at is not null',
    [deliveryId],
  );
  return rows.map(({ at }) => ({
    at: at.toISOString(),
    deliveryId,
    kind: 'opened-there',
    reason: null,
    by,
  }));
};

/** How a received message was answered, and how far each answer is. */
export const readAnswers = async (database: Queryable, message: string): Promise<Answered[]> => {
  const { rows } = await database.query<SendingRow>(
    `select ${sendingColumns} from ${sendingSource} where o.reply_to = $1 and o.stage = 'sent' and o.tells is null
      order by o.sent_at, o.id`,
    [message],
  );
  return rows.map((row) => ({
    sendingId: row.id,
    sentAt: row.sent_at.toISOString(),
    by: creatorOf(row),
    channel: row.channel,
    state: row.state,
    cause: row.cause,
    unknown: row.unknown_reason,
    changedAt: row.state_at.toISOString(),
  }));
};
