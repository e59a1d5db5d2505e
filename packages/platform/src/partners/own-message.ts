import {
  clientApiVersion,
  type MessageData,
  type OneMessage,
} from '@kuvert/shared/partners/client-api';
import { functionalAddressRoot } from '@kuvert/shared/partners/address';
import type { z } from 'zod';

import type { Queryable } from '../postgres/database.ts';

interface Row {
  readonly partner_message_id: string;
  readonly conversation_id: string;
  readonly ref_to_message_id: string | null;
  readonly confidential: boolean;
  readonly content_sha256: string;
  readonly organisation: string;
  readonly domain: string;
  readonly function_address: string;
  readonly function_name: string;
  readonly department_address: string;
  readonly accepted_at: Date;
  readonly deleted_at: Date | null;
}

/** A message that a partner gave us, as it is told of it: ids and its state; what it wrote is sealed. */
export interface OwnMessage {
  readonly contentSha256: string;
  /** The partner wants to hear no more of it. */
  readonly isDeleted: boolean;
  readonly data: MessageData;
}

/**
 * The messages that a partner gave us and has not deleted, oldest first.
 * @param id one of them by the partner's own id, deleted or not; undefined: every one, up to `most`
 */
export const readOwnMessages = async (
  database: Queryable,
  partnerId: string,
  { id, most }: { readonly id?: string; readonly most: number },
): Promise<readonly OwnMessage[]> => {
  const { rows } = await database.query<Row>(
    `select r.partner_message_id, r.conversation_id, r.ref_to_message_id, r.confidential, r.content_sha256,
            r.organisation, p.domain, coalesce(f.address, f.sdk_address) as function_address, f.name as function_name,
            r.department_address, r.accepted_at, r.deleted_at
       from partner_receipt r join partner p on p.id = r.partner_id
       join partner_function f on f.id = r.function_id
      where r.partner_id = $1
        and case when $2::text is null then r.deleted_at is null else r.partner_message_id = $2 end
      order by r.accepted_at, r.partner_message_id limit $3`,
    [partnerId, id ?? null, most],
  );
  return rows.map((row) => ({
    contentSha256: row.content_sha256,
    isDeleted: row.deleted_at !== null,
    data: toData(row),
  }));
};

const toData = (row: Row): MessageData => ({
  type: 'messages',
  id: row.partner_message_id,
  attributes: {
    // it was taken, or there would be no row: that a system took it says nothing of people
    messageStatus: 'ACCEPTED',
    creationDateTime: row.accepted_at.toISOString(),
    messageId: row.partner_message_id,
    conversationId: row.conversation_id,
    ...(row.ref_to_message_id === null ? {} : { refToMessageId: row.ref_to_message_id }),
    confidentiality: row.confidential,
    sender: row.domain,
    recipient: row.organisation,
    senderAttention: functionAttention(row.function_address, row.function_name),
    recipientAttention: functionAttention(row.department_address),
    label: '',
  },
});

/** A function as the client API names it. */
export const functionAttention = (extension: string, label?: string) => ({
  subOrganization: {
    root: functionalAddressRoot,
    extension,
    ...(label === undefined ? {} : { label }),
  },
});

export const oneMessage = (data: MessageData): z.infer<typeof OneMessage> => ({
  meta: clientApiVersion,
  data,
});
