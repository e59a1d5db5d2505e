import type { z } from 'zod';

import type { Queryable } from '@kuvert/platform/postgres/database';

import { LiveEvent } from '#api';

/** PostgreSQL's channel for "something about this message changed"; ingest rings it as well. */
export const messageChannel = 'kuvert_message';

/** Tells all who listen: at once, or when the transaction commits. */
export const notifyMessage = async (
  database: Queryable,
  event: z.infer<typeof LiveEvent>,
): Promise<void> => {
  await database.query('select pg_notify($1, $2)', [messageChannel, JSON.stringify(event)]);
};

/** What a notice says; undefined for one that makes no sense. */
export const parseNotice = (payload: string): z.infer<typeof LiveEvent> | undefined => {
  try {
    return LiveEvent.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
};
