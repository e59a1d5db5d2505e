import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { isUuid } from '@kuvert/shared/ids';
import { parsePersonNumber } from '@kuvert/shared/person-number';

import { startOfDay } from '#web/time/input-time';
import type { LogAnswer, LogProblem } from '#web/log/log-page';
import { countUnasked, findConcerned } from '../store/concerns.ts';
import { readAllDepartments } from '../store/forwarding.ts';
import {
  findLogPeople,
  isAuditor,
  readAuditing,
  readingActions,
  searchLogRows,
  type Auditing,
  type LogFilter,
  type LogPerson,
  type LogRow,
} from '../store/log.ts';
import { notFound } from '../store/not-found.ts';
import { personHmac } from '../store/person-hmac.ts';
import type { ConcernDeps } from './concerns.ts';
import { audited } from './open-document.ts';
import { type Actor, scopeOf } from './actor.ts';

export interface LogDeps extends Pick<ConcernDeps, 'keys' | 'clock' | 'country'> {
  readonly database: Database;
  readonly timeZone: string;
}

export interface LogQuery {
  /** Chosen already; their id. */
  readonly person: string | null;
  /** A part of a name; empty: anybody. */
  readonly name: string;
  readonly department: string | null;
  /** A reference, an id or an address; empty: any. */
  readonly document: string;
  /** Of whom a document concerns; empty: anybody. */
  readonly patient: string;
  /** Days of the house, both of them counted. */
  readonly from: string;
  readonly until: string;
  readonly readsOnly: boolean;
  readonly before: number | null;
}

/** Rows of a page; of an extract. */
const pageRows = 100;
export const extractRows = 2000;
/** Days that are searched at most. */
export const mostDays = 366;

/** Whether somebody looks through the log, and how strong a login it demands. */
export const whatTheyAudit =
  ({ database }: Pick<LogDeps, 'database'>) =>
  (actor: Actor): Promise<Auditing> =>
    database.transaction(readAuditing, scopeOf(actor));

/** Departments to choose from. */
export const logDepartments =
  ({ database }: Pick<LogDeps, 'database'>) =>
  async (actor: Actor) => {
    const all = await database.transaction(readAllDepartments, scopeOf(actor));
    return all.toSorted((one, other) => one.name.localeCompare(other.name, 'sv'));
  };

/**
 * A page of the log, or an extract to hand out: what was read of a document or by an employee. On record before it is shown.
 * @throws KuvertError `not-found` for anybody but auditors, `audit-not-written`
 */
export const searchLog =
  (deps: LogDeps) =>
  (actor: Actor, query: LogQuery, what: 'page' | 'extract'): Promise<LogAnswer> =>
    audited(() =>
      deps.database.transaction(async (transaction) => {
        const { timeZone } = deps;
        if (!(await isAuditor(transaction))) throw notFound();
        const document = documentOf(query.document);
        if (document === undefined) return problem('document');
        const concerned = await concernedBy(deps, transaction, query.patient);
        if (concerned === undefined) return problem('patient');
        const people = await peopleOf(transaction, query);
        const [chosen] = people;
        if (people.length > 1) return { kind: 'people', people };
        if (query.name !== '' && !chosen) return problem('nobody');
        const isAbout =
          chosen !== undefined ||
          concerned !== null ||
          document.messages !== null ||
          document.reference !== null;
        if (what === 'extract' && !isAbout) return problem('extract');
        const filter: LogFilter = {
          ...document,
          messages: both(document.messages, concerned),
          person: chosen?.id ?? null,
          department: query.department,
          actions: query.readsOnly || what === 'extract' ? readingActions : null,
          from: startOfDay(query.from, 0, timeZone),
          until: startOfDay(query.until, 1, timeZone),
          before: query.before,
        };
        const most = what === 'extract' ? extractRows : pageRows;
        const rows = await searchLogRows(transaction, filter, most + 1, detailOf(query, filter));
        return {
          kind: 'rows',
          rows: rows.slice(0, most).map(toEntry),
          isMore: rows.length > most,
          unasked: query.patient === '' ? null : await countUnasked(transaction, filter),
          person: chosen ?? null,
        };
      }, scopeOf(actor)),
    );

const problem = (of: LogProblem): LogAnswer => ({ kind: 'problem', problem: of });

/** Messages that are in each of what was asked for. */
const both = (
  one: readonly string[] | null,
  other: readonly string[] | null,
): readonly string[] | null => {
  if (one === null || other === null) return one ?? other;
  return one.filter((id) => other.includes(id));
};

/** Messages that concern somebody; null: nobody is asked for; undefined: that is no number. */
const concernedBy = async (
  deps: LogDeps,
  transaction: Transaction,
  patient: string,
): Promise<readonly string[] | null | undefined> => {
  if (patient === '') return null;
  if (parsePersonNumber(patient, deps.country) === undefined) return undefined;
  return findConcerned(transaction, await personHmac(deps, transaction, patient));
};

const uuidInside = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Undefined where the text is neither. */
const documentOf = (text: string): Pick<LogFilter, 'messages' | 'reference'> | undefined => {
  const asked = text.trim().toLowerCase();
  if (asked === '') return { messages: null, reference: null };
  const id = uuidInside.exec(asked)?.[0];
  if (id !== undefined) return { messages: [id], reference: null };
  return /^[0-9a-f]{8}$/.test(asked) ? { messages: null, reference: asked } : undefined;
};

/** Whoever was chosen, or whose name it could be. */
const peopleOf = async (
  transaction: Transaction,
  { person, name }: LogQuery,
): Promise<readonly LogPerson[]> => {
  if (person !== null && isUuid(person)) return findLogPeople(transaction, person);
  if (name === '') return [];
  const found = await findLogPeople(transaction, name);
  const same = found.filter((each) => each.name.toLowerCase() === name.toLowerCase());
  return same.length === 1 ? same : found;
};

/** Ids and days alone. */
const detailOf = (
  { from, until, patient }: LogQuery,
  { person, reference, actions, before }: LogFilter,
): string =>
  [
    `from ${from} until ${until}`,
    person !== null && `person ${person}`,
    reference !== null && `reference ${reference}`,
    patient !== '' && 'patient',
    actions !== null && 'reads',
    before !== null && `before ${before}`,
  ]
    .filter(Boolean)
    .join(' ');

/** As it is shown. */
export const toEntry = (row: LogRow) => ({
  seq: row.seq,
  at: row.at.toISOString(),
  isService: row.service.startsWith('kuvert_'),
  person:
    row.person_id === null
      ? null
      : {
          id: row.person_id,
          name: row.person ?? row.person_id.slice(0, 8),
          isSystem: row.person_kind === 'system',
        },
  action: row.action,
  department:
    row.department_id === null
      ? null
      : { id: row.department_id, name: row.department ?? row.department_id.slice(0, 8) },
  messageId: row.message_id,
  receivedAt: row.received_at?.toISOString() ?? null,
  detail: row.detail,
  about: row.about,
});
