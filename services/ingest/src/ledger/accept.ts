import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { addWork } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { asId, newId, type DepartmentId, type Randomness, type WorkId } from '@kuvert/shared/ids';
import type { Reception } from '@kuvert/shared/reception';

import type { Accepted } from '../use-cases/ports.ts';
import { insertReception } from './reception-rows.ts';

export interface LedgerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** Dialled numbers in national form are of this country. */
  readonly country: 'SE' | 'DK';
}

/** The event and its work, in one transaction. */
export const acceptInto = (
  { database, clock, randomness }: LedgerDeps,
  { media, ...facts }: Reception,
  departmentId: DepartmentId,
): Promise<Accepted> =>
  database.transaction(async (transaction) => {
    const messageId = newId<'message'>(randomness);
    const link = media.kind === 'link' ? { mediaUrl: media.url } : {};
    const reception = { ...facts, ...link, messageId, departmentId, acceptedAt: clock.now() };
    if (!(await insertReception(transaction, reception)))
      return replay(transaction, facts.carrier, facts.eventId, link.mediaUrl);
    const work = await addWork(transaction, randomness, {
      service: 'ingest',
      kind: 'take-in',
      subject: messageId,
    });
    return { messageId, isNew: true, work: work === undefined ? [] : [work] };
  });

const replay = async (
  transaction: Transaction,
  carrier: string,
  eventId: string,
  mediaUrl: string | undefined,
): Promise<Accepted> => {
  const { rows } = await transaction.query<{ id: string }>(
    'select id from reception where carrier = $1 and event_id = $2',
    [carrier, eventId],
  );
  const messageId = asId<'message'>(rows[0]?.id ?? '');
  const work = mediaUrl === undefined ? [] : await addLink(transaction, messageId, mediaUrl);
  return { messageId, isNew: false, work };
};

/** A report without media may come before the carrier has them: a later one brings the link, and the work begins anew. */
const addLink = async (
  transaction: Transaction,
  messageId: string,
  mediaUrl: string,
): Promise<readonly WorkId[]> => {
  const { rows } = await transaction.query<{ id: string }>(
    `with free as (
       select w.id from work w join reception r on r.id = w.subject
        where w.kind = 'take-in' and w.subject = $1 and r.media_url is null
          and (w.leased_until is null or w.leased_until < now()) for update of w),
     linked as (
       update reception set media_url = $2 where id = $1 and exists (select from free) returning id)
     update work set due_at = now(), attempts = 0, ended_at = null
      where id in (select id from free) and exists (select from linked) returning id`,
    [messageId, mediaUrl],
  );
  return rows.map(({ id }) => asId<'work'>(id));
};
