import type { RecognitionLanguage } from '@kuvert/fax-document/recognition';
import { insertDocuments, readActiveKey } from '@kuvert/platform/documents/document-rows';
import type { DepartmentKey, StoredDocument } from '@kuvert/platform/documents/stored-document';
import type { Transaction } from '@kuvert/platform/postgres/database';
import type { ReceptionFacts } from '@kuvert/shared/document-metadata';
import { asId } from '@kuvert/shared/ids';
import type { MediaType } from '@kuvert/shared/message';

import { notFound } from './not-found.ts';

/** What has to be known to read a message by machine. */
export interface ReadingTask {
  readonly messageId: string;
  readonly departmentId: string;
  /** What the text is sealed for. */
  readonly key: DepartmentKey;
  /** The department's own; null for the house's. */
  readonly language: RecognitionLanguage | null;
  /** What was received: a TIFF or a PDF. */
  readonly received: MediaType;
  /** For the metadata of the PDF that carries the text. */
  readonly facts: ReceptionFacts;
}

interface Row {
  readonly department_id: string;
  readonly language: RecognitionLanguage | null;
  readonly media_type: MediaType;
  readonly carrier: string;
  readonly from_number: string;
  readonly to_number: string;
  readonly tsi: string | null;
  readonly received_at: Date;
  readonly announced_pages: number | null;
  readonly error_text: string | null;
}

/** @throws KuvertError `not-found`, `key-missing` */
export const readReadingTask = async (
  transaction: Transaction,
  messageId: string,
): Promise<ReadingTask> => {
  const { rows } = await transaction.query<Row>(
    `select m.department_id, d.language, o.media_type, m.carrier, m.from_number, m.to_number, m.tsi, m.received_at,
            m.announced_pages, m.error_text
       from message m join department d on d.id = m.department_id
       join document o on o.message_id = m.id and o.kind = 'original' and o.place = 1
      where m.id = $1`,
    [messageId],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return {
    messageId,
    departmentId: row.department_id,
    key: await readActiveKey(transaction, row.department_id),
    language: row.language,
    received: row.media_type,
    facts: {
      messageId: asId<'message'>(messageId),
      carrier: row.carrier,
      from: row.from_number,
      to: row.to_number,
      receivedAt: row.received_at,
      ...(row.tsi === null ? {} : { tsi: row.tsi }),
      ...(row.announced_pages === null ? {} : { announcedPages: row.announced_pages }),
      ...(row.error_text === null ? {} : { errorText: row.error_text }),
    },
  };
};

/** What reading came to, with the code of why it was given up. */
export type ReadingOutcome =
  | { readonly state: 'ready' | 'none' }
  | { readonly state: 'failed'; readonly reason: string };

/** Writes down what reading came to, once however often; gives back documents that were there already. */
export const writeReading = async (
  transaction: Transaction,
  task: Pick<ReadingTask, 'messageId' | 'departmentId'>,
  reading: {
    readonly outcome: ReadingOutcome;
    readonly language: RecognitionLanguage;
    readonly documents: readonly StoredDocument[];
    /** Pages (from 1) of the new PDF that stand otherwise than in the one before, with their turn in degrees. */
    readonly turns: ReadonlyMap<number, number>;
    readonly at: Date;
  },
): Promise<readonly StoredDocument[]> => {
  const { outcome, language, documents, turns, at } = reading;
  const unused = await insertDocuments(transaction, task, documents, at);
  await transaction.query(
    `insert into message_text (message_id, department_id, state, language, reason, at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      task.messageId,
      task.departmentId,
      outcome.state,
      language,
      outcome.state === 'failed' ? outcome.reason : null,
      at,
    ],
  );
  for (const [page, turned] of turns)
    await transaction.query(
      'update message_page set turned = $3 where message_id = $1 and page = $2',
      [task.messageId, page, turned],
    );
  return unused;
};
