import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { sealAndStoreAll } from '@kuvert/platform/documents/seal-and-store';
import type { Queryable, Transaction } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import { KuvertError } from '@kuvert/shared/errors';
import { sendingLimits } from '@kuvert/shared/sending/limits';

import type { Draft } from '#api';
import { attachmentTypeOf } from '../documents/attachment-type.ts';
import { uploadName } from '../documents/upload-name.ts';
import { lockDraft, readDraft, touchDraft } from '../store/draft-rows.ts';
import { notFound } from '../store/not-found.ts';
import {
  deleteSendDocuments,
  insertSendDocument,
  type SendMediaType,
} from '../store/send-documents.ts';
import { type Actor, scopeOf } from './actor.ts';
import type { DraftDeps } from './draft-ports.ts';
import { openDraft, readSealedDraft } from './draft-view.ts';

export interface Upload {
  readonly name: string | undefined;
  readonly bytes: Uint8Array;
}

/** Whether something can be added to the draft at all: asked before the file is read. @throws KuvertError `not-found`, `too-many-attachments` */
export const mayAttach =
  ({ database }: Pick<DraftDeps, 'database'>) =>
  (actor: Actor, id: string): Promise<void> =>
    database.transaction(async (transaction) => {
      await readDraft(transaction, id);
      await room(transaction, id, 0);
    }, scopeOf(actor));

/**
 * Adds a file to a draft: sealed and stored before the request ends.
 * @throws KuvertError `not-found`, `attachment-empty`, `attachment-type-wrong`, `too-many-attachments`,
 * `attachments-too-large`
 */
export const attach =
  (deps: DraftDeps) =>
  async (actor: Actor, id: string, upload: Upload, signal: AbortSignal): Promise<Draft> => {
    const mediaType = typeOf(upload.bytes);
    const key = await deps.database.transaction(async (transaction) => {
      const { departmentId } = await readDraft(transaction, id);
      await room(transaction, id, upload.bytes.byteLength);
      return readActiveKey(transaction, departmentId);
    }, scopeOf(actor));
    const name = await sealText(uploadName(upload.name), [key.recipient, deps.recovery]);
    const seal = sealAndStoreAll<'attachment', SendMediaType>(deps);
    const plain = { kind: 'attachment', mediaType, bytes: upload.bytes } as const;
    const documents = await seal([plain], key, signal);
    const sealed = await filedOrRemoved(deps, documents, () =>
      deps.database.transaction(async (transaction) => {
        const { departmentId } = await lockDraft(transaction, id);
        const { position } = await room(transaction, id, upload.bytes.byteLength);
        const now = deps.clock.now();
        for (const document of documents)
          await insertSendDocument(transaction, { orderId: id, departmentId }, document, {
            position,
            name,
            serviceKey: null,
            now,
          });
        await touchDraft(transaction, id, now);
        return readSealedDraft(transaction, id);
      }, scopeOf(actor)),
    );
    return openDraft(deps, sealed);
  };

const typeOf = (bytes: Uint8Array): SendMediaType => {
  if (bytes.byteLength === 0) throw new KuvertError('attachment-empty', 'the file is empty');
  const type = attachmentTypeOf(bytes);
  if (type) return type;
  throw new KuvertError(
    'attachment-type-wrong',
    'PDF, PNG, JPEG, TIFF and plain text can be faxed, and this is none of them',
  );
};

/** Whether there is room for so many bytes more; where the new one stands. */
const room = async (
  database: Queryable,
  id: string,
  bytes: number,
): Promise<{ readonly position: number }> => {
  const { rows } = await database.query<{ number: number; bytes: number; last: number }>(
    `select count(*)::int as number, coalesce(sum(plain_size), 0)::bigint as bytes, coalesce(max(position), 0) as last
       from send_document where order_id = $1 and kind = 'attachment'`,
    [id],
  );
  const has = rows[0] ?? { number: 0, bytes: 0, last: 0 };
  if (has.number >= sendingLimits.attachments)
    throw new KuvertError('too-many-attachments', 'the draft has as many attachments as it may');
  if (has.bytes + bytes > sendingLimits.totalBytes)
    throw new KuvertError('attachments-too-large', 'the attachments are too large together');
  return { position: has.last + 1 };
};

/** Takes a file away. @throws KuvertError `not-found` */
export const detach =
  (deps: DraftDeps) =>
  async (actor: Actor, id: string, attachmentId: string): Promise<Draft> => {
    const remove = async (transaction: Transaction) => {
      await lockDraft(transaction, id);
      const removed = await deleteSendDocuments(transaction, id, { id: attachmentId });
      if (removed.length === 0) throw notFound();
      await touchDraft(transaction, id, deps.clock.now());
      return { removed, sealed: await readSealedDraft(transaction, id) };
    };
    const { removed, sealed } = await deps.database.transaction(remove, scopeOf(actor));
    await removeUnused(deps, removed);
    return openDraft(deps, sealed);
  };
