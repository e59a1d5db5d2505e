import type { Clock } from '@kuvert/shared/clock';
import { dayIn } from '@kuvert/shared/day';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';

import type { Boot, Locale, Me, Message, MessagePage, View } from '#api';
import { countAnnouncements } from '../store/announcements.ts';
import {
  readDemand,
  readDepartmentIds,
  readDepartments,
  readLinesCheckedAt,
  readLockedDepartments,
  readsOnly,
} from '../store/departments.ts';
import { readAdministration } from '../store/administration/scope.ts';
import { readAuditing } from '../store/log.ts';
import { isFrontDesk } from '../store/front-desk.ts';
import { listMessages } from '../store/message-list.ts';
import { readMessage } from '../store/message.ts';
import { notFound } from '../store/not-found.ts';
import { isClosed, readClosedWork } from '../store/restrictions.ts';
import type { Session } from '../store/sessions.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';

export interface ReadDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly country: Country;
  readonly timeZone: string;
}

/** What a person sees of the mailbox, each answer in one transaction of theirs. */
export interface MailboxReader {
  me(session: Session, locale: Locale): Promise<Me>;
  /** @throws KuvertError `not-found`, `request-invalid` */
  list(who: Actor, query: ListQuery): Promise<MessagePage>;
  /** @throws KuvertError `not-found` */
  message(who: Actor, id: string): Promise<Message>;
  /** The first screen; a department or message that isn't the person's is as none. */
  boot(session: Session, locale: Locale, at: ScreenAddress): Promise<Boot>;
  departmentIds(session: Session): Promise<Set<string>>;
  /** Whether one of these ids names something of a department where the actor only reads. */
  onlyReads(actor: Actor, ids: readonly string[]): Promise<boolean>;
  /** Whether one of these ids names something of the actor's departments that is restricted to others. */
  isClosed(actor: Actor, ids: readonly string[]): Promise<boolean>;
  /** The level that opens what one of these ids names, where the session is too weak for its department. */
  demandOn(actor: Actor, ids: readonly string[]): Promise<LevelOfAssurance | undefined>;
}

export interface ListQuery {
  readonly departmentId: string;
  readonly view: View;
  readonly cursor?: string | undefined;
  /** Those that became available before are left out. */
  readonly since?: Date | undefined;
}

export interface ScreenAddress {
  readonly messageId: string | null;
  readonly departmentId: string | null;
  readonly view: View | null;
}

export const createMailboxReader = (deps: ReadDeps): MailboxReader => {
  const as = <T>(actor: Actor, run: (transaction: Transaction) => Promise<T>): Promise<T> =>
    deps.database.transaction(run, scopeOf(actor));
  return {
    me: (session, locale) =>
      as(session, (transaction) => readMe(deps, transaction, session, locale)),
    message: (who, id) => as(who, (transaction) => readMessage(transaction, id, deps.country)),
    list: (who, query) =>
      as(who, async (transaction) => {
        const own = await readDepartmentIds(transaction);
        if (!own.has(query.departmentId)) throw notFound();
        return list(deps, transaction, query, who);
      }),
    boot: (session, locale, at) =>
      as(session, async (transaction) => {
        const me = await readMe(deps, transaction, session, locale);
        const asked = (await departmentOf(transaction, at.messageId)) ?? at.departmentId;
        const department = me.departments.find(({ id }) => id === asked) ?? me.departments[0];
        const view = at.view ?? 'new';
        if (!department) return { me, view, departmentId: null, list: null };
        const query = { departmentId: department.id, view };
        return {
          me,
          view,
          departmentId: department.id,
          list: await list(deps, transaction, query, session),
        };
      }),
    departmentIds: (session) => as(session, readDepartmentIds),
    onlyReads: (actor, ids) => as(actor, (transaction) => readsOnly(transaction, ids)),
    isClosed: (actor, ids) => as(actor, (transaction) => isClosed(transaction, ids)),
    demandOn: (actor, ids) => as(actor, (transaction) => readDemand(transaction, ids)),
  };
};

/** A page of what opens to whoever asks; with a person's first, what waits for others alone. */
const list = async (
  { country }: ReadDeps,
  transaction: Transaction,
  query: ListQuery,
  who: Actor,
): Promise<MessagePage> => {
  const page = await listMessages(transaction, { ...query, person: who.person }, country);
  if (query.cursor !== undefined || !('idHash' in who)) return page;
  const closed = await readClosedWork(transaction, query.departmentId, query.view);
  return { ...page, ...(closed && { closed }) };
};

const readMe = async (
  { clock, country, timeZone }: ReadDeps,
  transaction: Transaction,
  session: Session,
  locale: Locale,
): Promise<Me> => {
  const linesCheckedAt = await readLinesCheckedAt(transaction);
  const now = clock.now();
  const times = { now, today: dayIn(now, timeZone) };
  return {
    person: { id: session.person, name: session.name },
    locale,
    timeZone,
    csrfToken: session.csrfToken,
    frontDesk: await isFrontDesk(transaction),
    auditor: (await readAuditing(transaction)).allowed,
    administrator: (await readAdministration(transaction)) !== undefined,
    loa: session.loa,
    departments: await readDepartments(transaction, session.person, times, country),
    locked: await readLockedDepartments(transaction, country),
    announcements: await countAnnouncements(transaction),
    linesCheckedAt: linesCheckedAt?.toISOString() ?? null,
  };
};

const departmentOf = async (
  transaction: Transaction,
  messageId: string | null,
): Promise<string | undefined> => {
  if (messageId === null) return undefined;
  const { rows } = await transaction.query<{ department_id: string }>(
    'select department_id from message_restriction($1)',
    [messageId],
  );
  return rows[0]?.department_id;
};
