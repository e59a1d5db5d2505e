import type { Queryable } from '@kuvert/platform/postgres/database';

import type { StoredDelivery } from '../use-cases/ports.ts';

/** Open browsers look again at the order, and at the message that it answers. Ids only. */
export const tellBrowsers = async (
  database: Queryable,
  { departmentId, orderId, replyTo }: StoredDelivery,
): Promise<void> => {
  const notices = [
    { departmentId, sendingId: orderId },
    ...(replyTo === undefined ? [] : [{ departmentId, messageId: replyTo }]),
  ];
  for (const notice of notices)
    await database.query("select pg_notify('kuvert_message', $1)", [JSON.stringify(notice)]);
};
