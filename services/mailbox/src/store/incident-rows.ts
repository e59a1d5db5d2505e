import type { PersonId } from '@kuvert/shared/ids';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { IncidentAct, IncidentHow, IncidentOutcome } from '#api';
import { notFound } from './not-found.ts';
import { incidentIsOpen } from './incidents.ts';

/** What an incident is about. */
export type IncidentSubject =
  | { readonly kind: 'message'; readonly id: string }
  | { readonly kind: 'sending'; readonly id: string };

export interface NewIncident {
  readonly id: string;
  readonly departmentId: string;
  readonly subject: IncidentSubject;
  readonly how: IncidentHow;
  readonly noticedAt: Date;
  readonly person: PersonId;
  readonly at: Date;
}

/** Adds an incident with the documents that it is about; false when there is one already. */
export const insertIncident = async (
  transaction: Transaction,
  { id, departmentId, subject, how, noticedAt, person, at }: NewIncident,
): Promise<boolean> => {
  const isMessage = subject.kind === 'message';
  const { rowCount } = await transaction.query(
    `insert into incident (id, department_id, direction, message_id, order_id, how, noticed_at, reported_at, reported_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      id,
      departmentId,
      isMessage ? 'in' : 'out',
      isMessage ? subject.id : null,
      isMessage ? null : subject.id,
      how,
      noticedAt,
      at,
      person,
    ],
  );
  return rowCount === 1;
};

/** A note that was sealed, and for which key. */
export interface SealedNote {
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

export const insertIncidentAct = async (
  transaction: Transaction,
  act: {
    readonly incidentId: string;
    readonly departmentId: string;
    readonly at: Date;
    readonly kind: IncidentAct['kind'];
    readonly person: PersonId;
    readonly outcome?: IncidentOutcome | undefined;
    readonly note: SealedNote | null;
  },
): Promise<void> => {
  await transaction.query(
    `insert into incident_act (incident_id, number, department_id, at, kind, person_id, outcome, key_id, note)
     values ($1, (select coalesce(max(number), 0) + 1 from incident_act where incident_id = $1), $2, $3, $4, $5, $6, $7, $8)`,
    [
      act.incidentId,
      act.departmentId,
      act.at,
      act.kind,
      act.person,
      act.outcome ?? null,
      act.note?.keyId ?? null,
      act.note && Buffer.from(act.note.bytes),
    ],
  );
};

/** An incident, its acts locked until the transaction ends. */
export interface LockedIncident {
  readonly id: string;
  readonly departmentId: string;
  readonly messageId: string | null;
  readonly orderId: string | null;
  readonly isOpen: boolean;
}

/** By an advisory lock: nobody may change its row, and so nobody can lock it. @throws KuvertError `not-found` */
export const lockIncident = async (
  transaction: Transaction,
  id: string,
): Promise<LockedIncident> => {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  const { rows } = await transaction.query<LockedIncident>(
    `select i.id, i.department_id as "departmentId", i.message_id as "messageId", i.order_id as "orderId",
            ${incidentIsOpen} as "isOpen" from incident i where i.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return row;
};
