import { showNumber } from '@kuvert/shared/phone';
import type { Database } from '@kuvert/platform/postgres/database';

import type { DraftList, Sending, SendingPage, SendingView } from '#api';
import { readDepartmentIds } from '../store/departments.ts';
import { listDrafts } from '../store/draft-rows.ts';
import { notFound } from '../store/not-found.ts';
import { listSendings, readSending } from '../store/sendings.ts';
import type { Session } from '../store/sessions.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';

/** What a person sees of what they write and their departments send. */
export interface SendingReader {
  /** @throws KuvertError `not-found` */
  drafts(session: Session, departmentId: string): Promise<DraftList>;
  /** @throws KuvertError `not-found`, `request-invalid` */
  list(
    who: Actor,
    query: {
      readonly departmentId: string;
      readonly view: SendingView;
      readonly cursor?: string | undefined;
      readonly reference?: string | undefined;
    },
  ): Promise<SendingPage>;
  /** @throws KuvertError `not-found` */
  sending(who: Actor, id: string): Promise<Sending>;
}

/** More drafts than a person writes at the same time. */
const mostDrafts = 100;

export const createSendingReader = ({
  database,
  country,
}: {
  readonly database: Database;
  readonly country: Country;
}): SendingReader => ({
  drafts: (actor, departmentId) =>
    database.transaction(async (transaction) => {
      if (!(await readDepartmentIds(transaction)).has(departmentId)) throw notFound();
      const drafts = await listDrafts(transaction, departmentId, mostDrafts);
      return {
        drafts: drafts.map(({ id, changed_at, to_number, reply_to, attachments, approval }) => ({
          id,
          changedAt: changed_at.toISOString(),
          to: to_number === null ? null : showNumber(to_number, country),
          replyTo: reply_to,
          attachments,
          approval: approval === 'waiting' || approval === 'declined' ? approval : null,
        })),
      };
    }, scopeOf(actor)),
  list: (actor, query) =>
    database.transaction(async (transaction) => {
      if (!(await readDepartmentIds(transaction)).has(query.departmentId)) throw notFound();
      return listSendings(transaction, { ...query, person: actor.person }, country);
    }, scopeOf(actor)),
  sending: (actor, id) =>
    database.transaction(
      (transaction) => readSending(transaction, id, actor.person, country),
      scopeOf(actor),
    ),
});
