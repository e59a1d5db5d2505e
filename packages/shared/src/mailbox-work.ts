/**
 * Work that the mailbox has to do on every message that became available: ingest adds the rows in the transaction
 * that makes it so, and the database lets it add these kinds alone (`is_mailbox_work`).
 */
export const mailboxWorkKinds = ['recognise', 'find-resends'] as const;

export type MailboxWorkKind = (typeof mailboxWorkKinds)[number];
