import type { Work } from '@kuvert/platform/work/work';
import type { Id, MessageId } from '@kuvert/shared/ids';
import type { MailAddress } from '@kuvert/shared/notices/mail-address';
import type { NoticeKind, NoticeLanguage } from '@kuvert/shared/notices/notice';

export type NoticeId = Id<'notice'>;

/** A notice whose attempt has begun. */
export interface OpenNotice {
  readonly id: NoticeId;
  readonly kind: NoticeKind;
  readonly language: NoticeLanguage;
  /** The display name of the department, or of the partner and its function. */
  readonly mailbox: string;
  /** Undefined: the operator took it away, or nobody is told anything there any more. */
  readonly to: MailAddress | undefined;
  readonly createdAt: Date;
}

/** What is written down of an attempt. */
export type NoticeResult =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'refused' | 'given-up'; readonly code: string }
  | { readonly kind: 'again'; readonly code: string; readonly inMs: number };

/** Notices in PostgreSQL, as the role `kuvert_outbound`, which sees one when it begins it and no other. */
export interface Notices {
  /** From now on nothing is added to it. Undefined when it is over. */
  begin(id: NoticeId): Promise<OpenNotice | undefined>;
  /** Commits what came of the attempt with the fate of the work. @throws LeaseLost */
  record(id: NoticeId, result: NoticeResult, now: Date, work: Work): Promise<void>;
  /** Ends work whose notice was over already. @throws LeaseLost */
  end(work: Work): Promise<void>;
  /** The time of a message is up: orders notices unless somebody has taken it; ends the work. @throws LeaseLost */
  alarm(message: MessageId, work: Work): Promise<void>;
  /**
   * Likewise for the department, where this is a morning to remind it of a referral that it has not answered; the work waits for
   * the next such morning, or ends. @throws LeaseLost
   */
  remindDepartment(message: MessageId, at: Date, timeZone: string, work: Work): Promise<void>;
}
