import type { MailAddress } from '../notices/mail-address.ts';
import type { NoticeKind, NoticeLanguage } from '../notices/notice.ts';

/**
 * All that a notice can say. It leaves the house in the clear and lies in mailboxes, on telephones and in backups of
 * others, so it has no field for anything of a message: no subject, sender, number, page, reference or count; and none for
 * free text. Whose mailbox it is about is in it, since a person may have several; that something came to that department,
 * or is left lying there, is then known to whoever reads the mail: who gets it is the operator's choice.
 */
export interface Notice {
  /** The same however often it is sent: a mail program shows a second copy as the same mail. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly language: NoticeLanguage;
  /** The display name of the department, or of the partner and its function. */
  readonly mailbox: string;
  /** Where one logs in: the mailbox's own address, or the room's, the same in every notice. */
  readonly link: string;
  readonly to: MailAddress;
}

export type NoticeOutcome =
  /** The mail server has taken it on. Whether it lies in the mailbox, or anybody read it, nobody knows. */
  | { readonly kind: 'accepted' }
  /** For good, this notice to this address: trying again says the same. The code is the SMTP reply's (RFC 5321, 4.2). */
  | { readonly kind: 'refused'; readonly code: string }
  /**
   * Not taken as far as we know: unreachable, busy, or the connection broke; also when the server doesn't want us at all
   * (login, sender), which the operator mends. If it broke after the last dot, the server may have it.
   */
  | { readonly kind: 'not-sent'; readonly code: string };

/**
 * Tells people by mail that there is something in the mailbox, never what. Never throws for what the network or the server
 * does; codes hold no text of the other side.
 */
export interface Notifier {
  /** Aborting ends it as `not-sent`. */
  send(notice: Notice, signal: AbortSignal): Promise<NoticeOutcome>;
}
