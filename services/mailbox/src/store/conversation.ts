import type { Queryable } from '@kuvert/platform/postgres/database';

import type { ConversationPart } from '#api';
import { isNoConfirmation } from './sendings.ts';
import { creatorOf, sendingColumns, sendingSource, type SendingRow } from './sending-rows.ts';

/** A conversation is never this long; more would help nobody. */
const most = 100;

/** What a department and a partner sent each other in the conversation of a message of a partner, oldest first. */
export const readConversation = async (
  database: Queryable,
  messageId: string,
): Promise<ConversationPart[]> => {
  const parts = [...(await readIn(database, messageId)), ...(await readOut(database, messageId))];
  return parts.toSorted((one, other) => one.at.localeCompare(other.at));
};

/** The messages of the conversation of `$1`, which the partner and no other is in. */
const inside = `partner_message q join partner_message p on p.conversation_id = q.conversation_id
  and p.department_id = q.department_id and p.partner_id = q.partner_id`;

const readIn = async (database: Queryable, messageId: string): Promise<ConversationPart[]> => {
  const { rows } = await database.query<{
    id: string;
    at: Date;
    organisation: string;
    function: string;
  }>(
    `select m.id, m.received_at as at, p.partner_name as organisation, p.function_name as function
       from ${inside} join message m on m.id = p.message_id
      where q.message_id = $1 order by m.received_at desc, m.id limit $2`,
    [messageId, most],
  );
  return rows.map(({ id, at, ...from }) => ({
    kind: 'in',
    messageId: id,
    at: at.toISOString(),
    ...from,
  }));
};

/** Answers to any of them, and the letter that it began with. */
const readOut = async (database: Queryable, messageId: string): Promise<ConversationPart[]> => {
  const { rows } = await database.query<SendingRow>(
    `select ${sendingColumns} from ${sendingSource}
      where o.stage = 'sent' and ${isNoConfirmation} and (
        o.reply_to in (select p.message_id from ${inside} where q.message_id = $1)
        or o.id in (
          select d.order_id from partner_message q
            join partner_reply r on r.conversation_id = q.conversation_id and r.department_id = q.department_id
             and r.partner_id = q.partner_id
            join delivery d on d.id = r.delivery_id
           where q.message_id = $1
          union all
          select d.order_id from partner_message q
            join room_message r on r.conversation_id = q.conversation_id and r.department_id = q.department_id
             and r.partner_id = q.partner_id
            join delivery d on d.id = r.delivery_id
           where q.message_id = $1))
      order by o.sent_at desc, o.id limit $2`,
    [messageId, most],
  );
  return rows.map((row) => ({
    kind: 'out',
    sendingId: row.id,
    at: row.sent_at.toISOString(),
    by: creatorOf(row),
    channel: row.channel,
    to: row.to_name,
    state: row.state,
  }));
};
