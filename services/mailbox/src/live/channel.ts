import { z } from 'zod';

import type { Queryable } from '@kuvert/platform/postgres/database';

import { AnnouncementEvent, LiveEvent, SendingEvent } from '#api';

/** One thing to ask for again. */
export type Notice =
  | z.infer<typeof LiveEvent>
  | z.infer<typeof SendingEvent>
  | z.infer<typeof AnnouncementEvent>;

/** PostgreSQL's channel for "something about this changed"; ingest, outbound and the database's own functions ring it as well. */
export const messageChannel = 'kuvert_message';

const SessionEnd = z.strictObject({ endedSession: z.string().length(43) });

/** A session that is over, by its row's key: whoever looks at it is let go. */
export type SessionEnd = z.infer<typeof SessionEnd>;

/** Tells every replica that a session is over, when the transaction commits. */
export const notifySessionEnd = (database: Queryable, idHash: string): Promise<void> =>
  notify(database, { endedSession: idHash });

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

const notify = async (database: Queryable, notice: Notice | SessionEnd): Promise<void> => {
  await database.query('select pg_notify($1, $2)', [messageChannel, JSON.stringify(notice)]);
};

const NoticeText = z.union([LiveEvent, SendingEvent, AnnouncementEvent, SessionEnd]);

/** What a notice says; undefined for one that makes no sense. */
export const parseNotice = (payload: string): Notice | SessionEnd | undefined => {
  try {
    return NoticeText.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
};
