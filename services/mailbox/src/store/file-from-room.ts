import { insertDocuments } from '@kuvert/platform/documents/document-rows';
import { insertRoomDocument } from '@kuvert/platform/documents/room-rows';
import type { StoredDocument } from '@kuvert/platform/documents/stored-document';
import type { Transaction } from '@kuvert/platform/postgres/database';
import type { AskedReferral } from '@kuvert/shared/referrals/answer-by';

/** A message that somebody wrote in the room, sealed both for the department and for their function. */
export interface FiledFromRoom {
  readonly id: string;
  /** In the department's mailbox. */
  readonly messageId: string;
  readonly functionId: string;
  readonly departmentId: string;
  readonly conversationId: string;
  readonly answers: string | null;
  readonly keyId: string;
  readonly details: Uint8Array;
  readonly roomKeyId: string;
  readonly roomDetails: Uint8Array;
  readonly pages: readonly {
    readonly lines: number;
    readonly blank: boolean;
    readonly rotate: number;
  }[];
  /** How a PDF came; null for what was made here. */
  readonly intake: object | null;
  /** What it asks for, where it is a referral; else null. */
  readonly referral: AskedReferral | null;
  /** Of all that the person wrote and attached. */
  readonly contentSha256: string;
  readonly documents: readonly StoredDocument[];
  readonly roomDocuments: readonly StoredDocument<'pdf'>[];
  readonly at: Date;
}

export type FromRoomOutcome = 'filed' | 'filed-before' | 'other-content' | 'not-found' | 'too-many';

/** Makes the message in the mailbox and in the room, with its documents, inside the caller's transaction; or says why not. */
export const fileFromRoom = async (
  transaction: Transaction,
  filed: FiledFromRoom,
): Promise<FromRoomOutcome> => {
  const { id, messageId, functionId, departmentId, pages, at } = filed;
  const blank = pages.flatMap((page, index) => (page.blank ? [index + 1] : []));
  const { rows } = await transaction.query<{ outcome: FromRoomOutcome }>(
    `select file_from_room($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as outcome`,
    [
      id,
      messageId,
      functionId,
      departmentId,
      filed.conversationId,
      filed.answers,
      filed.keyId,
      Buffer.from(filed.details),
      filed.roomKeyId,
      Buffer.from(filed.roomDetails),
      pages.map(({ lines }) => lines),
      blank,
      pages.map(({ rotate }) => rotate),
      filed.intake && JSON.stringify(filed.intake),
      filed.contentSha256,
      at,
    ],
  );
  const outcome = rows[0]?.outcome ?? 'not-found';
  if (outcome !== 'filed') return outcome;
  await insertDocuments(transaction, { messageId, departmentId }, filed.documents, at);
  for (const document of filed.roomDocuments)
    await insertRoomDocument(transaction, { roomMessageId: id, functionId }, document, at);
  if (filed.referral)
    await transaction.query('select refer_from_room($1, $2, $3)', [
      id,
      filed.referral.answerBy,
      at,
    ]);
  return outcome;
};
