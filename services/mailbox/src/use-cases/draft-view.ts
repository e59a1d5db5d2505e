import { openParsed, openText } from '@kuvert/platform/vault/sealed-text';
import { KuvertError } from '@kuvert/shared/errors';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import { gateway, inHouse, room, sdk } from '@kuvert/shared/reception';
import type { Identity } from '@kuvert/shared/ports/vault';
import { showNumber } from '@kuvert/shared/phone';
import { isPartnerAddress, recipientName } from '@kuvert/shared/routing/address';
import type { Transaction } from '@kuvert/platform/postgres/database';
import { z } from 'zod';

import type { Attachment, Draft, DraftWay, Recipient } from '#api';
import { readApprovalOf, type StoredApproval } from '../store/approvals.ts';
import { toContact } from '../store/contact-rows.ts';
import { readDraft, type StoredDraft } from '../store/draft-rows.ts';
import type { Route } from '../store/routes.ts';
import { readRecipient, type StoredRecipient } from '../store/recipient.ts';
import { readAttachments, type SealedSendDocument } from '../store/send-documents.ts';
import type { Country } from '../store/summary.ts';

/** By which what came is no fax: from a department of this house, or a partner. */
const secureCarriers: ReadonlySet<string> = new Set([inHouse, gateway, sdk, room]);

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
  readonly approval: StoredApproval | null;
}

export const readSealedDraft = async (
  transaction: Transaction,
  id: string,
): Promise<SealedDraft> => {
  const draft = await readDraft(transaction, id);
  const { departmentId, to, secondLook, wishesFax } = draft;
  return {
    draft,
    attachments: await readAttachments(transaction, id),
    recipient:
      to === null
        ? null
        : await readRecipient(
            transaction,
            {
              orderId: id,
              departmentId,
              number: to,
              isAnswer: draft.replyTo !== null,
              wishesFax,
            },
            secondLook,
          ),
    approval: await readApprovalOf(transaction, id),
  };
};

/** The draft as its writer sees it. @throws KuvertError `key-missing`, `key-locked`, `document-damaged` */
export const openDraft = async (
  deps: DraftViewDeps,
  { draft, attachments, recipient, approval }: SealedDraft,
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
    recipient: recipient && toRecipient(recipient, country),
    approval: approval && toApproval(approval),
    from: draft.from === null ? null : showNumber(draft.from, country),
    resolution: draft.resolution,
    cover: draft.cover,
    language: draft.language,
    wishesFax: draft.wishesFax,
    ...(await openContents(draft.contents, identity)),
    replyTo: replyTo && {
      messageId: replyTo.messageId,
      receivedAt: replyTo.receivedAt.toISOString(),
      from: showNumber(replyTo.from, country),
      kind: secureCarriers.has(replyTo.carrier) ? 'message' : 'fax',
      referral: replyTo.referral,
    },
    referralStep: draft.referralStep,
    attachments: await Promise.all(attachments.map((each) => openAttachment(deps, each))),
    fax:
      pages !== null && preparedVersion === version
        ? { pages, blankPages: [...draft.blankPages] }
        : null,
  };
};

/** What is known of a number, as it is shown. */
export const toRecipient = (recipient: StoredRecipient, country: Country): Recipient => ({
  contact: recipient.contact && toContact(recipient.contact, country),
  deliveredAt: recipient.deliveredAt?.toISOString() ?? null,
  secondLook: recipient.secondLook,
  way: toWay(recipient.route),
  nearMisses: recipient.nearMisses.map(({ number, name, slip }) => ({
    number: showNumber(number, country),
    name,
    slip,
  })),
});

const toApproval = ({
  state,
  askedAt,
  endedBy,
  endedByName,
  endedAt,
  reason,
}: StoredApproval): NonNullable<Draft['approval']> =>
  state === 'waiting'
    ? { state, askedAt: askedAt.toISOString() }
    : {
        state,
        by: { id: endedBy ?? '', name: endedByName ?? '' },
        at: (endedAt ?? askedAt).toISOString(),
        reason: reason ?? '',
      };

const toWay = ({ choice, mayFax, addresses }: Route): DraftWay => {
  const department = addresses.find((each) => each.channel === 'department');
  const partner = addresses.find(isPartnerAddress);
  const names = {
    department: department ? recipientName(department) : null,
    partner: partner ? recipientName(partner) : null,
  };
  if (choice.kind === 'refused') return { ...choice, ...names };
  const { kind, channel, reason } = choice;
  return { kind, channel, ...names, reason, mayFax };
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
export const openContents = (sealed: Uint8Array, identity: Identity): Promise<Contents> =>
  openParsed(sealed, identity, Contents);

const openAttachment = async (
  deps: DraftViewDeps,
  { id, name, mediaType, facts, wrapped }: SealedSendDocument,
): Promise<Attachment> => ({
  id,
  name: name === null ? '' : await openText(name, await identityOf(deps, wrapped)),
  mediaType,
  size: facts.plainSize,
});
