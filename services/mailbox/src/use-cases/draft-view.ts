import { openText } from '@kuvert/platform/vault/sealed-text';
import { KuvertError } from '@kuvert/shared/errors';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { Identity } from '@kuvert/shared/ports/vault';
import { showNumber } from '@kuvert/shared/phone';
import type { Transaction } from '@kuvert/platform/postgres/database';
import { z } from 'zod';

import type { Attachment, Draft } from '#api';
import { toContact } from '../store/contact-rows.ts';
import { readDraft, type StoredDraft } from '../store/draft-rows.ts';
import { readRecipient, type StoredRecipient } from '../store/recipient.ts';
import { readAttachments, type SealedSendDocument } from '../store/send-documents.ts';
import type { Country } from '../store/summary.ts';

/** What is written for the cover sheet. */
export const Contents = z.object({
  recipientName: z.string(),
  subject: z.string(),
  message: z.string(),
});
export type Contents = z.infer<typeof Contents>;

export interface DraftViewDeps {
  readonly keys: KeyProvider;
  readonly country: Country;
}

/** A draft's rows, read in one transaction, to be opened after it. */
export interface SealedDraft {
  readonly draft: StoredDraft;
  readonly attachments: readonly SealedSendDocument[];
  /** Null while there is no number. */
  readonly recipient: StoredRecipient | null;
}

export const readSealedDraft = async (
  transaction: Transaction,
  id: string,
): Promise<SealedDraft> => {
  const draft = await readDraft(transaction, id);
  const { departmentId, to } = draft;
  return {
    draft,
    attachments: await readAttachments(transaction, id),
    recipient:
      to === null
        ? null
        : await readRecipient(transaction, { orderId: id, departmentId, number: to }),
  };
};

/** The draft as its writer sees it. @throws KuvertError `key-missing`, `key-locked`, `document-damaged` */
export const openDraft = async (
  deps: DraftViewDeps,
  { draft, attachments, recipient }: SealedDraft,
): Promise<Draft> => {
  const { country } = deps;
  const identity = await identityOf(deps, draft.wrapped);
  const { replyTo, preparedVersion, pages, version } = draft;
  return {
    id: draft.id,
    departmentId: draft.departmentId,
    version,
    createdAt: draft.createdAt.toISOString(),
    changedAt: draft.changedAt.toISOString(),
    to: draft.to === null ? null : showNumber(draft.to, country),
    recipient: recipient && {
      contact: recipient.contact && toContact(recipient.contact, country),
      deliveredAt: recipient.deliveredAt?.toISOString() ?? null,
      secondLook: recipient.secondLook,
      nearMisses: recipient.nearMisses.map(({ number, name, slip }) => ({
        number: showNumber(number, country),
        name,
        slip,
      })),
    },
    from: draft.from === null ? null : showNumber(draft.from, country),
    resolution: draft.resolution,
    cover: draft.cover,
    language: draft.language,
    ...(await openContents(draft.contents, identity)),
    replyTo: replyTo && {
      messageId: replyTo.messageId,
      receivedAt: replyTo.receivedAt.toISOString(),
      from: showNumber(replyTo.from, country),
    },
    attachments: await Promise.all(attachments.map((each) => openAttachment(deps, each))),
    fax:
      pages !== null && preparedVersion === version
        ? { pages, blankPages: [...draft.blankPages] }
        : null,
  };
};

export const identityOf = async (
  { keys }: Pick<DraftViewDeps, 'keys'>,
  wrapped: Uint8Array | null,
): Promise<Identity> => {
  if (wrapped === null)
    throw new KuvertError('key-missing', "the key that opens this document isn't there");
  return keys.unwrap(wrapped);
};

/** @throws KuvertError `document-damaged` */
export const openContents = async (sealed: Uint8Array, identity: Identity): Promise<Contents> => {
  const text = await openText(sealed, identity);
  try {
    return Contents.parse(JSON.parse(text));
  } catch {
    // without a cause: it would quote what was written
    throw new KuvertError('document-damaged', 'the draft is not what was sealed');
  }
};

const openAttachment = async (
  deps: DraftViewDeps,
  { id, name, mediaType, facts, wrapped }: SealedSendDocument,
): Promise<Attachment> => ({
  id,
  name: name === null ? '' : await openText(name, await identityOf(deps, wrapped)),
  mediaType,
  size: facts.plainSize,
});
