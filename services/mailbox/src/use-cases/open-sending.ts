import type { FaxEngine } from '@kuvert/fax-document/engine';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';

import { audit } from '../store/audit.ts';
import { readDraft } from '../store/draft-rows.ts';
import { notFound } from '../store/not-found.ts';
import { readFaxed, readOutgoing, type SealedSendDocument } from '../store/send-documents.ts';
import { audited, openSealed, type OpenDeps } from './open-document.ts';

/** Only this module makes it: permission was checked and the audit row is committed. */
export interface GrantedPage {
  readonly document: SealedSendDocument;
}

/**
 * Checks that the person may see a page of an order, and commits the audit row before anything is opened: their own
 * draft's, or what the department sent.
 * @throws KuvertError `not-found`, `draft-not-prepared`; `audit-not-written`: then nothing may be released
 */
export const grantSendingPage =
  (database: Database) =>
  (person: PersonId, id: string, which: 'draft' | 'sent', page: number): Promise<GrantedPage> =>
    audited(() =>
      database.transaction(
        async (transaction) => {
          const document =
            which === 'draft'
              ? await draftPages(transaction, id)
              : await readFaxed(transaction, id);
          if (page > (document.pages ?? 0)) throw notFound();
          await audit(transaction, {
            person,
            action: which === 'draft' ? 'draft-page' : 'sent-page',
            departmentId: document.departmentId,
            documentId: document.id,
            detail: `sending ${id} page ${page}`,
          });
          return { document };
        },
        { person },
      ),
    );

const draftPages = async (transaction: Transaction, id: string): Promise<SealedSendDocument> => {
  const { preparedVersion, version } = await readDraft(transaction, id);
  if (preparedVersion !== version)
    throw new KuvertError('draft-not-prepared', 'the pages are not made of what the draft is now');
  return readOutgoing(transaction, id);
};

/** The granted pages as a PDF, as it is shown: pixel by pixel what is faxed. */
export const openSendingPages =
  (deps: OpenDeps & { readonly engine: Pick<FaxEngine, 'toPdf'> }) =>
  async ({ document }: GrantedPage): Promise<Uint8Array> => {
    const bytes = await openSealed(deps, document);
    return document.mediaType === 'image/tiff' ? (await deps.engine.toPdf(bytes)).pdf : bytes;
  };
