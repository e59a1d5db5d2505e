import type { Transaction } from '@kuvert/platform/postgres/database';
import { addWork } from '@kuvert/platform/work/work';
import { newId } from '@kuvert/shared/ids';

import type { Filed, Filing, StoredDocument } from '../use-cases/ports.ts';
import type { LedgerDeps } from './accept.ts';
import { insertMessage, mendMessage } from './message-rows.ts';

/** Writes everything that a filed fax is, inside the caller's transaction; once however often it is called. */
export const writeFiling = async (
  deps: LedgerDeps,
  transaction: Transaction,
  filing: Filing,
): Promise<Filed> => {
  const now = deps.clock.now();
  const isNew = await insertMessage(transaction, filing, now);
  if (!isNew) {
    await supersedeOriginal(transaction, filing);
    if (!(await mendMessage(transaction, filing, now))) return nothingNew(filing);
  }

  const unused = await insertDocuments(transaction, filing, now);
  await insertHandling(transaction, filing);
  await insertTimeline(deps, transaction, filing, isNew, now);
  return { unused, work: await addDeletion(deps, transaction, filing) };
};

/** The audit row and the notice: last, since the first holds a lock until the commit. */
export const auditAndTell = async (transaction: Transaction, filing: Filing): Promise<void> => {
  const { messageId, departmentId } = filing.reception;
  const { outcome, documents } = filing;
  const action = outcome.state === 'available' ? 'message-available' : 'message-needs-attention';
  const detail = outcome.state === 'attention' ? outcome.reason : null;
  const rendition = documents.find(({ kind }) => kind === 'pdf')?.id ?? null;
  await transaction.query('select audit_append(null, $1, $2, $3, $4, $5)', [
    action,
    departmentId,
    messageId,
    rendition,
    detail,
  ]);
  await tellMailbox(transaction, departmentId, messageId);
};

/** Open browsers look again at this message. Ids only. */
export const tellMailbox = async (
  transaction: Transaction,
  departmentId: string,
  messageId: string,
): Promise<void> => {
  await transaction.query("select pg_notify('kuvert_message', $1)", [
    JSON.stringify({ departmentId, messageId }),
  ]);
};

/** A later try may have brought other bytes than an earlier one: the PDF belongs with those it was made of. */
const supersedeOriginal = async (
  transaction: Transaction,
  { reception, documents }: Filing,
): Promise<void> => {
  const original = documents.find(({ kind }) => kind === 'original');
  if (original)
    await transaction.query('select supersede_original($1, $2)', [
      reception.messageId,
      original.facts.plainSha256,
    ]);
};

const nothingNew = ({ documents }: Filing): Filed => ({
  unused: documents,
  work: [],
});

const insertDocuments = async (
  transaction: Transaction,
  filing: Filing,
  now: Date,
): Promise<readonly StoredDocument[]> => {
  const unused: StoredDocument[] = [];
  for (const document of filing.documents)
    if (!(await insertDocument(transaction, filing, document, now))) unused.push(document);
  return unused;
};

/** False when the message has a document of this kind: the original of an earlier try. */
const insertDocument = async (
  transaction: Transaction,
  { reception }: Filing,
  document: StoredDocument,
  now: Date,
): Promise<boolean> => {
  const { facts } = document;
  // With INSERT as the only grant, the bare form is what PostgreSQL allows.
  const { rowCount } = await transaction.query(
    `insert into document (id, message_id, department_id, key_id, kind, media_type, object_name, header,
       payload_size, payload_sha256, plain_size, plain_sha256, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
    [
      document.id,
      reception.messageId,
      reception.departmentId,
      document.keyId,
      document.kind,
      document.mediaType,
      document.objectName,
      Buffer.from(document.header),
      facts.payloadSize,
      facts.payloadSha256,
      facts.plainSize,
      facts.plainSha256,
      now,
    ],
  );
  return rowCount === 1;
};

const insertHandling = async (transaction: Transaction, { reception }: Filing): Promise<void> => {
  await transaction.query(
    'insert into handling (message_id, department_id) values ($1, $2) on conflict do nothing',
    [reception.messageId, reception.departmentId],
  );
};

const insertTimeline = async (
  { randomness }: LedgerDeps,
  transaction: Transaction,
  { reception, outcome }: Filing,
  isNew: boolean,
  now: Date,
): Promise<void> => {
  const note = outcome.state === 'attention' ? outcome.reason : null;
  const rows: [Date, string, string | null][] = [[now, outcome.state, note]];
  if (isNew) rows.unshift([reception.receivedAt, 'received', null]);
  for (const row of rows)
    await transaction.query(
      `insert into timeline (id, message_id, department_id, at, kind, note) values ($1, $2, $3, $4, $5, $6)`,
      [newId<'timeline'>(randomness), reception.messageId, reception.departmentId, ...row],
    );
};

/** The carrier's copy may go once a document is safe, and not before. */
const addDeletion = async (
  { randomness }: LedgerDeps,
  transaction: Transaction,
  { reception, outcome, deletesCopy }: Filing,
): Promise<Filed['work']> => {
  if (outcome.state !== 'available' || !deletesCopy) return [];
  const id = await addWork(transaction, randomness, {
    service: 'ingest',
    kind: 'delete-copy',
    subject: reception.messageId,
  });
  return id === undefined ? [] : [id];
};
