import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import { showNumber } from '@kuvert/shared/phone';

import type {
  Incident,
  IncidentAct,
  IncidentHow,
  IncidentMark,
  IncidentOutcome,
  IncidentPage,
  IncidentSummary,
  IncidentView,
} from '#api';
import { cursorOf, parseCursor } from './cursor.ts';
import { pageSize } from './message-list.ts';
import { notFound } from './not-found.ts';
import type { Country } from './summary.ts';

/** With the incident as `i`: whether its last turn was not to close it. */
export const incidentIsOpen = `(select a.kind <> 'closed' from incident_act a
  where a.incident_id = i.id and a.kind <> 'noted' order by a.number desc limit 1)`;

interface Row {
  readonly id: string;
  readonly department_id: string;
  readonly direction: 'in' | 'out';
  readonly message_id: string | null;
  readonly order_id: string | null;
  readonly number: string;
  readonly pages: number | null;
  readonly how: IncidentHow;
  readonly noticed_at: Date;
  readonly reported_at: Date;
  readonly reported_by: string;
  readonly reporter: string;
  readonly is_open: boolean;
  readonly outcome: IncidentOutcome | null;
  readonly forwarded_to: string | null;
}

const columns = `i.id, i.department_id, i.direction, i.message_id, i.order_id, coalesce(m.from_number, o.to_number) as number,
  coalesce(m.pages, o.pages) as pages, i.how, i.noticed_at, i.reported_at, i.reported_by, p.name as reporter,
  ${incidentIsOpen} as is_open, f.to_name as forwarded_to,
  (select a.outcome from incident_act a where a.incident_id = i.id and a.kind = 'closed' order by a.number desc limit 1)
    as outcome`;

const source = `incident i join person p on p.id = i.reported_by left join message m on m.id = i.message_id
  left join send_order o on o.id = i.order_id left join forwarding f on f.from_id = i.message_id`;

const hourMs = 3_600_000;

/** NIS2 (directive 2022/2555) art. 23.4 a: an early warning. GDPR art. 33.1: a notice to the supervisory authority. */
const deadlines = [
  { law: 'nis2', hours: 24 },
  { law: 'gdpr', hours: 72 },
] as const;

const toSummary = (row: Row, country: Country): IncidentSummary => ({
  id: row.id,
  departmentId: row.department_id,
  direction: row.direction,
  messageId: row.message_id,
  sendingId: row.order_id,
  number: showNumber(row.number, country),
  pages: row.pages,
  how: row.how,
  noticedAt: row.noticed_at.toISOString(),
  reportedAt: row.reported_at.toISOString(),
  reportedBy: { id: row.reported_by, name: row.reporter },
  isOpen: row.is_open,
  outcome: row.is_open ? null : row.outcome,
  deadlines: deadlines.map(({ law, hours }) => ({
    law,
    hours,
    at: new Date(row.noticed_at.getTime() + hours * hourMs).toISOString(),
  })),
});

const conditions: Readonly<Record<IncidentView, string>> = { open: incidentIsOpen, all: 'true' };

/** One page of a department's incidents, the newest first. @throws KuvertError `request-invalid` for a cursor that isn't ours */
export const listIncidents = async (
  transaction: Queryable,
  query: {
    readonly departmentId: string;
    readonly view: IncidentView;
    readonly cursor?: string | undefined;
  },
  country: Country,
): Promise<IncidentPage> => {
  const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const { rows } = await transaction.query<Row & { micros: number }>(
    `select ${columns}, (extract(epoch from i.reported_at) * 1000000)::bigint as micros from ${source}
      where i.department_id = $1 and ${conditions[query.view]}
        and ($2::bigint is null
          or (i.reported_at, i.id) < (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3::text))
      order by i.reported_at desc, i.id desc limit $4`,
    [query.departmentId, after?.micros ?? null, after?.id ?? null, pageSize + 1],
  );
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    incidents: shown.map((row) => toSummary(row, country)),
    next: rows.length > pageSize && last ? cursorOf(last) : null,
  };
};

/** An incident whose notes are still sealed. */
export interface SealedIncident extends Omit<Incident, 'acts'> {
  readonly acts: readonly SealedAct[];
}

export interface SealedAct extends Omit<IncidentAct, 'note'> {
  /** Null where nothing was written. */
  readonly note: Uint8Array | null;
  /** Null when the key's secret half isn't there. */
  readonly wrapped: Uint8Array | null;
}

/** @throws KuvertError `not-found` */
export const readIncident = async (
  transaction: Transaction,
  id: string,
  country: Country,
): Promise<SealedIncident> => {
  const { rows } = await transaction.query<Row>(
    `select ${columns} from ${source} where i.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return {
    ...toSummary(row, country),
    acts: await readActs(transaction, id),
    documents: await readDocuments(transaction, id),
    forwardedTo: row.forwarded_to,
  };
};

interface ActRow extends Omit<SealedAct, 'at' | 'by'> {
  readonly at: Date;
  readonly person_id: string;
  readonly name: string;
}

const readActs = async (transaction: Transaction, id: string): Promise<SealedAct[]> => {
  const { rows } = await transaction.query<ActRow>(
    `select a.number, a.at, a.kind, a.person_id, p.name, a.outcome, a.note, k.wrapped
       from incident_act a join person p on p.id = a.person_id
       left join department_identity k on k.key_id = a.key_id
      where a.incident_id = $1 order by a.number`,
    [id],
  );
  return rows.map(({ at, person_id, name, ...act }) => ({
    ...act,
    at: at.toISOString(),
    by: { id: person_id, name },
  }));
};

const readDocuments = async (
  transaction: Transaction,
  id: string,
): Promise<Incident['documents']> => {
  const { rows } = await transaction.query<Incident['documents'][number]>(
    `select kind, attempt, size, sha256 from incident_document where incident_id = $1
      order by attempt nulls first, kind, document_id`,
    [id],
  );
  return rows;
};

/** Of the fax that came, or of what was sent. */
export const readIncidentMark = async (
  database: Queryable,
  of: 'message_id' | 'order_id',
  id: string,
): Promise<IncidentMark | null> => {
  const { rows } = await database.query<IncidentMark>(
    `select i.id, ${incidentIsOpen} as "isOpen" from incident i where i.${of} = $1`,
    [id],
  );
  return rows[0] ?? null;
};

/** A row of the audit trail, as it is hashed; see `audit_append` in 0002_audit.sql. */
export interface AuditRow {
  readonly seq: number;
  /** ISO 8601 in UTC with microseconds. */
  readonly at: string;
  readonly service: string;
  readonly personId: string | null;
  readonly person: string | null;
  /** A system is a business system that acts by its API. */
  readonly personKind: 'person' | 'system' | null;
  readonly action: string;
  readonly departmentId: string | null;
  readonly messageId: string | null;
  readonly documentId: string | null;
  readonly detail: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

/** What the audit trail has of the fax that an incident is about, oldest first; up to 10,001 rows. */
export const readIncidentAudit = async (
  transaction: Transaction,
  id: string,
): Promise<readonly AuditRow[]> => {
  const { rows } = await transaction.query<AuditRow>(
    `select a.seq, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.service,
            a.person_id as "personId", p.name as person, p.kind as "personKind", a.action, a.department_id as "departmentId",
            a.message_id as "messageId", a.document_id as "documentId", a.detail,
            a.previous_hash as "previousHash", a.hash
       from incident_audit($1) a left join person p on p.id = a.person_id order by a.seq`,
    [id],
  );
  return rows;
};
