import { insertDocuments } from '@kuvert/platform/documents/document-rows';
import type { Transaction } from '@kuvert/platform/postgres/database';
import { addWork } from '@kuvert/platform/work/work';
import { newId } from '@kuvert/shared/ids';
import { mailboxWorkKinds } from '@kuvert/shared/mailbox-work';

import type { Filed, Filing, OrderedWork } from '../use-cases/ports.ts';
import type { LedgerDeps } from './accept.ts';
import { insertIntake } from './intake-row.ts';
import { insertMessage, mendMessage } from './message-rows.ts';
import { insertPages } from './page-rows.ts';

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

  const unused = await insertDocuments(transaction, filing.reception, filing.documents, now);
  await insertPages(transaction, filing);
  await insertIntake(transaction, filing);
  await insertHandling(transaction, filing);
  await insertTimeline(deps, transaction, filing, isNew, now);
  return { unused, work: await orderWork(deps, transaction, filing) };
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

/** What follows once a document is safe, and not before. */
const orderWork = async (
  { randomness }: LedgerDeps,
  transaction: Transaction,
  { reception, outcome, deletesCopy }: Filing,
): Promise<readonly OrderedWork[]> => {
  if (outcome.state !== 'available') return [];
  const ordered: OrderedWork[] = [];
  const order = async (service: OrderedWork['service'], kind: string): Promise<void> => {
    const work = { service, kind, subject: reception.messageId };
    const id = await addWork(transaction, randomness, work);
    if (id !== undefined) ordered.push({ service, id });
  };
  if (deletesCopy) await order('ingest', 'delete-copy');
  for (const kind of mailboxWorkKinds) await order('mailbox', kind);
  return ordered;
};
