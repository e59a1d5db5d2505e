import { FaxDocumentError, type FaxEngine } from '@kuvert/fax-document/engine';
import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { sealAndStoreAll } from '@kuvert/platform/documents/seal-and-store';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';
import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';
import { showNumber } from '@kuvert/shared/phone';
import type { Opener } from '@kuvert/shared/ports/vault';
import { sendingLimits } from '@kuvert/shared/sending/limits';

import type { Draft } from '#api';
import { lockDraft, type StoredDraft } from '../store/draft-rows.ts';
import { readName } from '../store/people.ts';
import {
  deleteSendDocuments,
  insertSendDocument,
  type SealedSendDocument,
  type SendMediaType,
  type StoredSendDocument,
} from '../store/send-documents.ts';
import { readOutboundKey } from '../store/service-keys.ts';
import type { DraftDeps } from './draft-ports.ts';
import { identityOf, openContents, openDraft, readSealedDraft } from './draft-view.ts';
import { openSealed } from './open-document.ts';

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
}

interface Pages {
  readonly tiff: Uint8Array;
  readonly count: number;
  readonly blank: readonly number[];
}

/**
 * Makes the pages of a draft exactly as they will be faxed, but for the header line, and seals them for the department,
 * for recovery and for outbound. They are of one version: a change asks for them anew.
 * @throws KuvertError `not-found`, `draft-changed`, `draft-empty`, `sending-unavailable`; `attachment-…`,
 * `fax-too-long` with the attachment that is to blame; `converter-unavailable`
 */
export const prepareDraft =
  (deps: PrepareDeps) =>
  async (person: PersonId, id: string, version: number, signal: AbortSignal): Promise<Draft> => {
    const ready = await readReady(deps, person, id, version);
    const pages = await makePages(deps, ready, signal);
    const seal = sealAndStoreAll<'outgoing', SendMediaType>(deps);
    const plain = { kind: 'outgoing', mediaType: 'image/tiff', bytes: pages.tiff } as const;
    const documents = await seal([plain], ready.key, signal, [ready.outboundKey.recipient]);
    const { sealed, replaced } = await filedOrRemoved(deps, documents, () =>
      keep(deps, person, ready, pages, documents),
    );
    await removeUnused(deps, replaced);
    return openDraft(deps, sealed);
  };

const readReady = (
  { database }: PrepareDeps,
  person: PersonId,
  id: string,
  version: number,
): Promise<Ready> =>
  database.transaction(
    async (transaction) => {
      await lockDraft(transaction, id, version);
      const { draft, attachments } = await readSealedDraft(transaction, id);
      const outboundKey = await readOutboundKey(transaction);
      if (!outboundKey)
        throw new KuvertError('sending-unavailable', 'the house has no way out now');
      if (!draft.cover && attachments.length === 0)
        throw new KuvertError('draft-empty', 'there is nothing to fax: no cover sheet, no file');
      return {
        draft,
        attachments,
        outboundKey,
        senderName: await readName(transaction, person),
        key: await readActiveKey(transaction, draft.departmentId),
      };
    },
    { person },
  );

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
  { draft, senderName }: Ready,
): Promise<NonNullable<Parameters<FaxEngine['toFax']>[1]>['cover']> => {
  const { country, timeZone, organisation, clock } = deps;
  const written = await openContents(draft.contents, await identityOf(deps, draft.wrapped));
  const shown = (number: string | null): string =>
    number === null ? '' : showNumber(number, country).national;
  return {
    locale: draft.language,
    to: written.recipientName || shown(draft.to) || '–',
    toNumber: shown(draft.to) || undefined,
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

const tooLong = (attachment?: string): KuvertError =>
  refusal('fax-too-long', 'the fax has more pages than carriers take', attachment);

const refusal = (code: ErrorCode, message: string, attachment?: string): KuvertError =>
  new KuvertError(code, message, attachment === undefined ? {} : { details: { attachment } });

/** The engine's codes in the house's words; undefined for what is no fault of the document. */
const refusalOf = (
  error: unknown,
): ((attachment: string | undefined) => KuvertError) | undefined => {
  if (!(error instanceof FaxDocumentError)) return undefined;
  switch (error.code) {
    case 'encrypted-pdf':
      return (id) => refusal('attachment-encrypted', 'the file opens with a password alone', id);
    case 'too-many-pages':
      return tooLong;
    case 'too-many-pixels':
    case 'too-complex':
    case 'time-limit':
    case 'memory-limit':
    case 'too-large':
      return (id) => refusal('attachment-too-complex', 'the file takes more than a fax may', id);
    case 'no-pages':
      return (id) => refusal('attachment-empty', 'the file has no pages', id);
    case 'not-a-fax-document':
    case 'unsupported-image':
    case 'jbig':
    case 'uncompressed-mode':
    case 'bigtiff':
      return (id) => refusal('attachment-type-wrong', 'the file can not be faxed', id);
    case 'damaged-beyond-reading':
    case 'bad-options':
      return (id) => refusal('attachment-damaged', 'the file can not be read', id);
    case 'engine-unavailable':
      return () => refusal('converter-unavailable', 'no converter can be started');
    case 'engine-failed':
    case 'page-not-found':
    case 'bad-width':
      return undefined;
  }
};

const keep = (
  { database, clock }: PrepareDeps,
  person: PersonId,
  { draft, outboundKey }: Ready,
  { count, blank }: Pages,
  documents: readonly StoredSendDocument[],
) =>
  database.transaction(
    async (transaction) => {
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
      return { sealed: await readSealedDraft(transaction, id), replaced };
    },
    { person },
  );
