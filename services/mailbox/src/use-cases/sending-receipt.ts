import { FaxDocumentError, type FaxEngine } from '@kuvert/fax-document/engine';
import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';

import type { Locale, Sending } from '#api';
import { receiptSheet } from '../documents/receipt-sheet.ts';
import { audit } from '../store/audit.ts';
import { readFaxed, readHandedOver, type HandedOver } from '../store/send-documents.ts';
import { readSending } from '../store/sendings.ts';
import type { Session } from '../store/sessions.ts';
import type { Country } from '../store/summary.ts';
import { scopeOf } from './actor.ts';
import { audited, type OpenDeps } from './open-document.ts';
import { openSendingPages, type GrantedPage } from './open-sending.ts';

export interface ReceiptDeps extends OpenDeps {
  readonly database: Database;
  readonly country: Country;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly organisation: string | undefined;
  readonly engine: Pick<FaxEngine, 'toPdf' | 'record'>;
}

/** Only this module makes it: permission was checked and the audit row is committed. */
interface Granted extends GrantedPage {
  readonly sending: Sending;
  readonly handedOver: readonly HandedOver[];
}

/**
 * A receipt of what was sent, for the case: the facts, what happened, hashes, and the first page as a picture, which is why
 * it is audited as a reading.
 * @returns a PDF/A-2b
 * @throws KuvertError `not-found`; `audit-not-written`: then nothing is released; `page-not-rendered`; as opening does
 */
export const sendingReceipt =
  (deps: ReceiptDeps) =>
  async (session: Session, id: string, locale: Locale): Promise<Uint8Array> => {
    const granted = await grant(deps, session, id);
    const picture = await openSendingPages(deps)(granted);
    const sheet = receiptSheet(
      { ...granted, madeBy: session.name, madeAt: deps.clock.now(), picture },
      { locale, timeZone: deps.timeZone, organisation: deps.organisation },
    );
    try {
      return await deps.engine.record(sheet);
    } catch (cause) {
      if (!(cause instanceof FaxDocumentError)) throw cause;
      throw new KuvertError('page-not-rendered', 'the receipt could not be made', { cause });
    }
  };

const grant = ({ database, country }: ReceiptDeps, actor: Session, id: string): Promise<Granted> =>
  audited(() =>
    database.transaction(async (transaction) => {
      const sending = await readSending(transaction, id, actor.person, country);
      const document = await readFaxed(transaction, id);
      const handedOver = await readHandedOver(transaction, id);
      await audit(transaction, {
        person: actor.person,
        action: 'sent-receipt',
        departmentId: document.departmentId,
        documentId: document.id,
        detail: `sending ${id}`,
      });
      return { sending, document, handedOver };
    }, scopeOf(actor)),
  );
