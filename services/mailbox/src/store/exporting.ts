import type { Transaction } from '@kuvert/platform/postgres/database';
import type { Work } from '@kuvert/platform/work/work';

import type { ExportedOriginal, ExportFacts } from '../documents/export-facts.ts';

/** A fax that is to be put into its department's export folder. */
export interface ExportTask {
  readonly messageId: string;
  readonly departmentId: string;
  readonly folder: string;
  /** Chosen once: the files are the same however often they are written. */
  readonly documentId: string;
  readonly facts: ExportFacts;
  /** The code of what has kept it from being there. */
  readonly held: string | null;
}

export type ExportLook =
  | { readonly kind: 'ready'; readonly task: ExportTask }
  /** The machine still reads it: the PDF with its text comes soon. */
  | { readonly kind: 'wait' }
  /** It went on to another department, it is restricted to named handlers, or nothing is exported any more. */
  | { readonly kind: 'nothing' };

interface Row {
  readonly department_id: string;
  readonly folder: string;
  readonly held: string | null;
  readonly chosen: string | null;
  readonly candidate: string | null;
  readonly is_being_read: boolean;
  readonly is_restricted: boolean;
}

/** What there is to export of the message that the transaction works on; chooses the document at the first look. */
export const lookForExport = async (
  transaction: Transaction,
  { subject: messageId }: Work,
): Promise<ExportLook> => {
  const { rows } = await transaction.query<Row>(
    `select m.department_id, f.folder, e.held, e.document_id as chosen,
            (select d.id from document d where d.message_id = m.id and d.kind in ('searchable', 'pdf')
              order by array_position(array['searchable', 'pdf'], d.kind) limit 1) as candidate,
            m.available_at > now() - interval '30 minutes'
              and not exists (select from message_text t where t.message_id = m.id) as is_being_read,
            is_restricted(m.id) as is_restricted
       from message m join export_folder f on f.department_id = m.department_id
       left join message_export e on e.message_id = m.id
      where m.id = $1`,
    [messageId],
  );
  const row = rows[0];
  if (!row?.candidate || row.is_restricted) return { kind: 'nothing' };
  if (row.chosen === null && row.is_being_read) return { kind: 'wait' };
  const documentId = row.chosen ?? row.candidate;
  if (row.chosen === null)
    await transaction.query(
      'insert into message_export (message_id, department_id, document_id) values ($1, $2, $3)',
      [messageId, row.department_id, documentId],
    );
  const facts = await readFacts(transaction, messageId, documentId);
  if (!facts) return { kind: 'nothing' };
  const { department_id: departmentId, folder, held } = row;
  return { kind: 'ready', task: { messageId, departmentId, folder, documentId, facts, held } };
};

interface FactsRow {
  readonly department_id: string;
  readonly carrier: string;
  readonly from_number: string;
  readonly to_number: string;
  readonly tsi: string | null;
  readonly received_at: Date;
  readonly available_at: Date;
  readonly announced_pages: number | null;
  readonly pages: number;
  readonly damaged_lines: number;
  readonly missing_lines: number;
  readonly blank_pages: number[];
  readonly ended_early: boolean;
  readonly kind: string;
  readonly size: string;
  readonly sha256: string;
  readonly originals: ExportedOriginal[] | null;
}

const readFacts = async (
  transaction: Transaction,
  messageId: string,
  documentId: string,
): Promise<ExportFacts | undefined> => {
  const { rows } = await transaction.query<FactsRow>(
    `select m.department_id, m.carrier, m.from_number, m.to_number, m.tsi, m.received_at, m.available_at,
            m.announced_pages, m.pages, m.damaged_lines, m.missing_lines, m.blank_pages, m.ended_early, d.kind,
            d.plain_size as size, d.plain_sha256 as sha256,
            (select json_agg(json_build_object('mediaType', o.media_type, 'bytes', o.plain_size,
                      'sha256', o.plain_sha256) order by o.place)
               from document o where o.message_id = m.id and o.kind = 'original') as originals
       from message m join document d on d.message_id = m.id
      where m.id = $1 and d.id = $2`,
    [messageId, documentId],
  );
  const row = rows[0];
  const originals = row?.originals ?? [];
  const [original] = originals;
  return (
    row &&
    original && {
      messageId,
      departmentId: row.department_id,
      documentId,
      carrier: row.carrier,
      from: row.from_number,
      to: row.to_number,
      senderCallsItself: row.tsi,
      receivedAt: row.received_at.toISOString(),
      availableAt: row.available_at.toISOString(),
      pages: row.pages,
      integrity: {
        announcedPages: row.announced_pages,
        damagedLines: row.damaged_lines,
        missingLines: row.missing_lines,
        blankPages: row.blank_pages,
        endedEarly: row.ended_early,
      },
      pdf: {
        searchable: row.kind === 'searchable',
        bytes: Number(row.size),
        sha256: row.sha256,
      },
      original,
      originals,
    }
  );
};

/** It lies there; of two who say so the second finds it said. */
export const writeExported = async (
  transaction: Transaction,
  { messageId }: ExportTask,
  at: Date,
): Promise<void> => {
  await transaction.query(
    'update message_export set exported_at = $2, held = null, held_since = null where message_id = $1',
    [messageId, at],
  );
};

/** Why it doesn't lie there yet. */
export const writeHeld = async (
  transaction: Transaction,
  { messageId }: ExportTask,
  code: string,
  at: Date,
): Promise<void> => {
  await transaction.query(
    'update message_export set held = $2, held_since = coalesce(held_since, $3) where message_id = $1',
    [messageId, code, at],
  );
};

/** Nothing waits for the folder any more. */
export const writeHeldNoMore = async (
  transaction: Transaction,
  messageId: string,
): Promise<void> => {
  await transaction.query(
    'update message_export set held = null, held_since = null where message_id = $1',
    [messageId],
  );
};
