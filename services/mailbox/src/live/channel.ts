import { z } from 'zod';

import type { Queryable } from '@kuvert/platform/postgres/database';

import { LiveEvent, SendingEvent } from '#api';

/** One thing to ask for again. */
export type Notice = z.infer<typeof LiveEvent> | z.infer<typeof SendingEvent>;

/** PostgreSQL's channel for "something about this changed"; ingest and outbound ring it as well. */
export const messageChannel = 'kuvert_message';

/** Tells all who listen, at once, or when the transaction commits. */
export const notifyMessage = (
  database: Queryable,
  event: z.infer<typeof LiveEvent>,
): Promise<void> => notify(database, event);

/** As {@link notifyMessage}, of something that was sent. */
export const notifySending = (
  database: Queryable,
  event: z.infer<typeof SendingEvent>,
): Promise<void> => notify(database, event);

const notify = async (database: Queryable, notice: Notice): Promise<void> => {
  await database.query('select pg_notify($1, $2)', [messageChannel, JSON.stringify(notice)]);
};

const NoticeText = z.union([LiveEvent, SendingEvent]);

/** What a notice says; undefined for one that makes no sense. */
export const parseNotice = (payload: string): Notice | undefined => {
  try {
    return NoticeText.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
};
