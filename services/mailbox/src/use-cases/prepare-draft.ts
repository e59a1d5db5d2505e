import { isDeepStrictEqual } from 'node:util';

import type { FaxEngine } from '@kuvert/fax-document/engine';
import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { readRoomKey } from '@kuvert/platform/documents/room-rows';
import { sealAndStoreAll } from '@kuvert/platform/documents/seal-and-store';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';
import type { Transaction } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import { KuvertError } from '@kuvert/shared/errors';
import { envelopeOf, type RoomLetter } from '@kuvert/shared/partners/sealed-parts';
import { showNumber } from '@kuvert/shared/phone';
import { needsWords } from '@kuvert/shared/referrals/states';
import type { Opener } from '@kuvert/shared/ports/vault';
import {
  isPartnerAddress,
  recipientName,
  type SecureAddress,
} from '@kuvert/shared/routing/address';
import type { Choice } from '@kuvert/shared/routing/choose-channel';
import { sendingLimits } from '@kuvert/shared/sending/limits';

import type { Draft } from '#api';
import { lockDraft, type StoredDraft } from '../store/draft-rows.ts';
import { readSealedPartnerDetails, type SealedPartnerDetails } from '../store/partner-details.ts';
import { readName } from '../store/people.ts';
import {
  deleteSendDocuments,
  insertSendDocument,
  type SealedSendDocument,
  type SendMediaType,
  type StoredSendDocument,
} from '../store/send-documents.ts';
import { readOutboundKey } from '../store/service-keys.ts';
import { type Actor, scopeOf } from './actor.ts';
import { refusalOf, tooLong } from './document-refusal.ts';
import type { DraftDeps } from './draft-ports.ts';
import { identityOf, openContents, openDraft, readSealedDraft } from './draft-view.ts';
import { openSealed } from './open-document.ts';
import { openPartnerDetails } from './open-partner-details.ts';
import { refuseStep } from './referrals.ts';
import { routeDraft, wayOfDraft } from './route-draft.ts';

export interface PrepareDeps extends DraftDeps {
  readonly engine: Pick<FaxEngine, 'toFax'>;
  readonly opener: Opener;
  /** The sending organisation, in the cover sheet's head. */
  readonly organisation: string | undefined;
  readonly timeZone: string;
}

interface Ready {
  readonly draft: StoredDraft;
  readonly attachments: readonly SealedSendDocument[];
  readonly senderName: string;
  readonly key: DepartmentKey;
  readonly outboundKey: DepartmentKey;
  /** Where it goes to as a message; undefined: it is faxed. */
  readonly secure: SecureAddress | undefined;
  /** Of the function that opens it in the room; undefined: it goes another way. */
  readonly roomKey: DepartmentKey | undefined;
  /** What it answers, where that is of the partner that it goes to: no other one is told of it. */
  readonly answered: SealedPartnerDetails | undefined;
}

interface Pages {
  readonly tiff: Uint8Array;
  readonly count: number;
  readonly blank: readonly number[];
}

/**
 * Makes the pages of a draft exactly as they will be faxed, but for the header line, and seals them for the department,
 * for recovery and for outbound. They are of one version: a change asks for them anew.
 * @throws KuvertError `not-found`, `draft-changed`, `draft-empty`, `sending-unavailable`; `referral-step-wrong`,
 * `referral-words-missing` of an answer to a referral; `attachment-…`,
 * `fax-too-long` with the attachment that is to blame; `converter-unavailable`
 */
export const prepareDraft =
  (deps: PrepareDeps) =>
  async (actor: Actor, id: string, version: number, signal: AbortSignal): Promise<Draft> => {
    const ready = await readReady(deps, actor, id, version);
    await refuseWordless(deps, ready);
    const pages = await makePages(deps, ready, signal);
    const seal = sealAndStoreAll<'outgoing', SendMediaType>(deps);
    const plain = { kind: 'outgoing', mediaType: 'image/tiff', bytes: pages.tiff } as const;
    const documents = await seal([plain], ready.key, signal, [ready.outboundKey.recipient]);
    const envelope = await sealEnvelope(deps, ready);
    const { sealed, replaced } = await filedOrRemoved(deps, documents, () =>
      keep(deps, actor, ready, { ...pages, envelope }, documents),
    );
    await removeUnused(deps, replaced);
    return openDraft(deps, sealed);
  };

const readReady = (
  { database }: PrepareDeps,
  actor: Actor,
  id: string,
  version: number,
): Promise<Ready> =>
  database.transaction(async (transaction) => {
    await lockDraft(transaction, id, version);
    const { draft, attachments } = await readSealedDraft(transaction, id);
    const outboundKey = await readOutboundKey(transaction);
    if (!outboundKey) throw new KuvertError('sending-unavailable', 'the house has no way out now');
    if (!draft.cover && attachments.length === 0)
      throw new KuvertError('draft-empty', 'there is nothing to fax: no cover sheet, no file');
    if (draft.replyTo?.referral && draft.referralStep)
      refuseStep(draft.replyTo.referral, draft.referralStep);
    const secure = secureOf(await wayOfDraft(transaction, draft));
    return {
      draft,
      attachments,
      outboundKey,
      secure,
      roomKey:
        secure?.channel === 'room' ? await readRoomKey(transaction, secure.functionId) : undefined,
      answered: await readAnswered(transaction, draft, secure),
      senderName: await readName(transaction, actor.person),
      key: await readActiveKey(transaction, draft.departmentId),
    };
  }, scopeOf(actor));

/** Who rejects a referral says why, and who asks for completion of what. @throws KuvertError `referral-words-missing` */
const refuseWordless = async (deps: PrepareDeps, { draft, attachments }: Ready): Promise<void> => {
  const { referralStep, cover, contents, wrapped } = draft;
  if (referralStep === null || !needsWords(referralStep) || attachments.length > 0) return;
  const { message } = await openContents(contents, await identityOf(deps, wrapped));
  if (!cover || message.trim() === '')
    throw new KuvertError('referral-words-missing', 'say why, or what is missing');
};

const secureOf = (choice: Choice | undefined): SecureAddress | undefined =>
  choice?.kind === 'chosen' && choice.address.channel !== 'fax' ? choice.address : undefined;

const readAnswered = async (
  transaction: Transaction,
  { replyTo }: StoredDraft,
  to: SecureAddress | undefined,
): Promise<SealedPartnerDetails | undefined> => {
  if (!isPartnerAddress(to) || replyTo === null) return undefined;
  const answered = await readSealedPartnerDetails(transaction, replyTo.messageId);
  const isTheirs = answered?.functionId === to.functionId || answered?.partner === to.partner;
  return isTheirs ? answered : undefined;
};

/**
 * What stands on it besides its pages: for outbound, which can't open what it answers, or for the function that opens it in
 * the room. Undefined for no partner.
 */
const sealEnvelope = async (
  deps: PrepareDeps,
  { draft, secure, roomKey, answered, outboundKey, key, senderName }: Ready,
): Promise<Uint8Array | undefined> => {
  if (!isPartnerAddress(secure)) return undefined;
  const { subject } = await openContents(draft.contents, await identityOf(deps, draft.wrapped));
  const details = answered && (await openPartnerDetails(deps, answered));
  const envelope = envelopeOf(subject, details);
  if (!roomKey)
    return sealText(JSON.stringify(envelope), [
      outboundKey.recipient,
      key.recipient,
      deps.recovery,
    ]);
  const { label, references } = envelope;
  const letter: RoomLetter = { label, references, text: '', writer: senderName, files: [] };
  return sealText(JSON.stringify(letter), [roomKey.recipient, key.recipient, deps.recovery]);
};

const makePages = async (deps: PrepareDeps, ready: Ready, signal: AbortSignal): Promise<Pages> => {
  const { draft, attachments } = ready;
  const documents: Uint8Array[] = [];
  for (const attachment of attachments) documents.push(await openSealed(deps, attachment));
  const { resolution } = draft;
  const cover = draft.cover ? await coverOf(deps, ready) : undefined;
  const fax = await convert(
    deps,
    documents,
    { resolution, cover, signal },
    (index) =>
      // the attachment's id, so that the person sees which one it is
      attachments[index]?.id,
  );
  if (fax.pages.length > sendingLimits.pages) throw tooLong();
  const blank = fax.pages.flatMap((page, index) => (page.blank ? [index + 1] : []));
  return { tiff: fax.tiff, count: fax.pages.length, blank };
};

const coverOf = async (
  deps: PrepareDeps,
  { draft, senderName, secure }: Ready,
): Promise<NonNullable<Parameters<FaxEngine['toFax']>[1]>['cover']> => {
  const { country, timeZone, organisation, clock } = deps;
  const written = await openContents(draft.contents, await identityOf(deps, draft.wrapped));
  const shown = (number: string | null): string =>
    number === null ? '' : showNumber(number, country).national;
  return {
    locale: draft.language,
    kind: secure ? 'message' : 'fax',
    to: written.recipientName || (secure ? recipientName(secure) : shown(draft.to)) || '–',
    toNumber: (!secure && shown(draft.to)) || undefined,
    organisation,
    from: `${draft.departmentName}\n${senderName}`,
    callBack: draft.callBack ?? shown(draft.from),
    code: draft.code,
    date: clock.now(),
    timeZone,
    subject: written.subject || undefined,
    message: written.message || undefined,
  };
};

type ConvertOptions = NonNullable<Parameters<FaxEngine['toFax']>[1]>;

const convert = async (
  deps: Pick<PrepareDeps, 'engine'>,
  documents: readonly Uint8Array[],
  options: ConvertOptions,
  nameOf: (index: number) => string | undefined,
): ReturnType<FaxEngine['toFax']> => {
  try {
    return await deps.engine.toFax(documents, options);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    throw (await culprit(deps, documents, options, nameOf)) ?? refusal(undefined);
  }
};

/** Of several documents the one that can't be faxed, found by trying each alone: only when something is wrong. */
const culprit = async (
  { engine }: Pick<PrepareDeps, 'engine'>,
  documents: readonly Uint8Array[],
  { resolution, signal }: ConvertOptions,
  nameOf: (index: number) => string | undefined,
): Promise<KuvertError | undefined> => {
  for (const [index, document] of documents.entries()) {
    try {
      await engine.toFax([document], { ...(resolution ? { resolution } : {}), signal });
    } catch (error) {
      return refusalOf(error)?.(nameOf(index));
    }
  }
  return undefined;
};

const keep = (
  { database, clock }: PrepareDeps,
  actor: Actor,
  { draft, outboundKey, secure }: Ready,
  { count, blank, envelope }: Omit<Pages, 'tiff'> & { readonly envelope: Uint8Array | undefined },
  documents: readonly StoredSendDocument[],
) =>
  database.transaction(async (transaction) => {
    const { id, version } = draft;
    const { departmentId } = await lockDraft(transaction, id, version);
    const replaced = await deleteSendDocuments(transaction, id, { kind: 'outgoing' });
    for (const document of documents)
      await insertSendDocument(transaction, { orderId: id, departmentId }, document, {
        position: 0,
        name: null,
        serviceKey: outboundKey.id,
        now: clock.now(),
      });
    await transaction.query(
      'update send_order set prepared_version = version, pages = $2, blank_pages = $3 where id = $1',
      [id, count, blank],
    );
    if (!isDeepStrictEqual(secureOf(await routeDraft(transaction, draft)), secure))
      throw new KuvertError('draft-changed', 'it goes another way by now: look at it again');
    if (envelope)
      await transaction.query('update send_order set envelope = $2 where id = $1', [
        id,
        Buffer.from(envelope),
      ]);
    return { sealed: await readSealedDraft(transaction, id), replaced };
  }, scopeOf(actor));
