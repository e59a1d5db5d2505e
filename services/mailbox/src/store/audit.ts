import type { PersonId } from '@kuvert/shared/ids';
import type { Transaction } from '@kuvert/platform/postgres/database';

/** What people, and business systems through the API, do that is written down; stable, since operators search for it. */
export type AuditAction =
  | 'login'
  /** Logged in at a higher level than usual, for something that demands it. */
  | 'step-up'
  | 'logout'
  /** A session gave way to a new login in its browser; those that end by themselves are the database's word. */
  | 'session-ended'
  /** What their login said of groups is not clear: their memberships stay as they are. */
  | 'groups-unclear'
  | 'page'
  | 'text'
  /** Label, persons, references and text of a partner's message. */
  | 'partner-details'
  /** Whom it concerns. */
  | 'concerned'
  | 'download'
  | 'print'
  | 'take'
  | 'give-back'
  | 'take-over'
  | 'register'
  | 'not-register'
  | 'reopen'
  /** Set aside as junk, by its sender's number where nobody did; and out of it again. */
  | 'quarantine'
  | 'release'
  | 'fetch-again'
  /** Opened to be sealed for another department; that done; and that it came there. */
  | 'forward'
  | 'forwarded'
  | 'forwarded-here'
  /** Restricted to named handlers, each of whom has a row; an administrator took that over; the department opens it again. */
  | 'restrict-message'
  | 'take-over-restriction'
  | 'name-handler'
  | 'unname-handler'
  | 'lift-restriction'
  /** Two faxes are not the same; and that taken back. */
  | 'deny-resend'
  | 'allow-resend'
  /** A message is a referral, or none after all; until when it is answered; a step without an answer. */
  | 'mark-referral'
  | 'unmark-referral'
  | 'date-referral'
  | 'step-referral'
  | 'draft-page'
  | 'discard-draft'
  /** A colleague was asked to approve a draft; their reading of it; their word, or the question taken back. */
  | 'ask-approval'
  | 'approval-page'
  | 'approve-sending'
  | 'decline-sending'
  | 'take-approval-back'
  | 'send'
  | 'undo-sending'
  | 'cancel-sending'
  | 'resolve-sending'
  | 'send-again'
  | 'try-sending-now'
  | 'sent-page'
  | 'sent-receipt'
  | 'add-contact'
  | 'change-contact'
  | 'verify-contact'
  | 'remove-contact'
  | 'restore-contact'
  /** A wrong recipient, in or out, was reported; what followed; and that it was taken out as files. */
  | 'open-incident'
  | 'note-incident'
  | 'close-incident'
  | 'reopen-incident'
  | 'export-incident'
  /** Opened with what people wrote about it. */
  | 'read-incident'
  /** Somebody who answers the telephone looked whether a fax came; and what that found. */
  | 'front-desk-search'
  | 'front-desk-found'
  /** Looked at the reasons for which others looked into their department. */
  | 'read-break-glass'
  /** Somebody says that they have seen what their department is told. */
  | 'announcement-seen'
  /** A business system got an access token. */
  | 'api-token';

/** What the system does to documents by itself, without a person. */
export type SystemAction =
  /** Opened to read its text by machine. */
  | 'recognise'
  /** The text was filed, or there is none. */
  | 'text-read'
  | 'text-given-up'
  /** Opened to be compared with another fax of its sender. */
  | 'compare'
  /** Two faxes are probably the same. */
  | 'resend-found'
  /** Its sender was told that a fax came, or was taken. */
  | 'confirm'
  /** Its sender was reminded of a referral. */
  | 'remind'
  /** A smart card logged nobody in: the reason, and the certificate's SHA-256. */
  | 'card-refused'
  /** Opened to be put into the department's export folder; and that it lies there. */
  | 'export'
  | 'exported';

/** What was refused to whoever they are; a person only where they were known by then. */
export type RefusedAction =
  /** With the reason (`login/refusal.ts`), which nobody else is told. */
  | 'login-refused'
  /** A message of an identity provider's that was to log somebody out, or to say so, did neither; with the reason. */
  | 'logout-refused'
  /** A business system got no access token: `secret-wrong`, `scope-wrong`, `switched-off`. */
  | 'api-token-refused';

/** Who did what. */
export type AuditedAct =
  | { readonly person: PersonId; readonly action: AuditAction }
  | { readonly person: null; readonly action: SystemAction }
  | { readonly person: PersonId | null; readonly action: RefusedAction };

/** Ids and numbers only, never content. */
export type AuditEntry = AuditedAct & {
  readonly departmentId?: string;
  readonly messageId?: string;
  readonly documentId?: string;
  /** Such as `page 2`. */
  readonly detail?: string;
};

/** Appends to the hash chain: the last thing in a transaction, since others wait from here until its end. */
export const audit = async (transaction: Transaction, entry: AuditEntry): Promise<void> => {
  await transaction.query('select audit_append($1, $2, $3, $4, $5, $6)', [
    entry.person,
    entry.action,
    entry.departmentId ?? null,
    entry.messageId ?? null,
    entry.documentId ?? null,
    entry.detail ?? null,
  ]);
};
