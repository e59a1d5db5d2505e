import type { FaxEngine } from '@kuvert/fax-document/engine';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';

import { readWaiting } from '../store/approvals.ts';
import { audit, type AuditAction } from '../store/audit.ts';
import { readDraft } from '../store/draft-rows.ts';
import { notFound } from '../store/not-found.ts';
import { readFaxed, readOutgoing, type SealedSendDocument } from '../store/send-documents.ts';
import { type Actor, scopeOf } from './actor.ts';
import { audited, openSealed, type OpenDeps } from './open-document.ts';

/** Only this module makes it: permission was checked and the audit row is committed. */
export interface GrantedPage {
  readonly document: SealedSendDocument;
}

type Which = 'draft' | 'approval' | 'sent';

const opening = {
  draft: 'draft-page',
  approval: 'approval-page',
  sent: 'sent-page',
} as const satisfies Record<Which, AuditAction>;

/**
 * Checks that the person may see a page of an order, and commits the audit row before anything is opened: their own
 * draft's, what waits for a colleague, or what the department sent.
 * @throws KuvertError `not-found`, `draft-not-prepared`; `audit-not-written`: then nothing may be released
 */
export const grantSendingPage =
  (database: Database) =>
  (actor: Actor, id: string, which: Which, page: number): Promise<GrantedPage> =>
    audited(() =>
      database.transaction(async (transaction) => {
        const document = await pagesOf[which](transaction, id);
        if (page > (document.pages ?? 0)) throw notFound();
        await audit(transaction, {
          person: actor.person,
          action: opening[which],
          departmentId: document.departmentId,
          documentId: document.id,
          detail: `sending ${id} page ${page}`,
        });
        return { document };
      }, scopeOf(actor)),
    );

const draftPages = async (transaction: Transaction, id: string): Promise<SealedSendDocument> => {
  const { preparedVersion, version } = await readDraft(transaction, id);
  if (preparedVersion !== version)
    throw new KuvertError('draft-not-prepared', 'the pages are not made of what the draft is now');
  return readOutgoing(transaction, id);
};

/** They are of the version that waits: it stays as it is. */
const waitingPages = async (transaction: Transaction, id: string): Promise<SealedSendDocument> => {
  await readWaiting(transaction, id);
  return readOutgoing(transaction, id);
};

const pagesOf = { draft: draftPages, approval: waitingPages, sent: readFaxed } as const;

/** The granted pages as a PDF, as it is shown: pixel by pixel what is faxed. */
export const openSendingPages =
  (deps: OpenDeps & { readonly engine: Pick<FaxEngine, 'toPdf'> }) =>
  async ({ document }: GrantedPage): Promise<Uint8Array> => {
    const bytes = await openSealed(deps, document);
    return document.mediaType === 'image/tiff' ? (await deps.engine.toPdf(bytes)).pdf : bytes;
  };
