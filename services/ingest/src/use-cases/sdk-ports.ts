import type { RejectionReason } from '@kuvert/shared/partners/reasons';

/** A message that lies at the message service since it can't be taken. */
export interface HeldMessage {
  readonly messageId: string;
  readonly tries: number;
  readonly retryAt: Date;
}

/** Why a message can't be taken. Says nothing of what it holds. */
export interface Hindrance {
  /** A receipt's reason, `partner-unknown`, or an error's code. */
  readonly code: string;
  /** The field that is to blame, by its path. */
  readonly field: string | undefined;
  /** Trying it again is all that there is to do. */
  readonly isOurs: boolean;
}

/** What of a message is broken, as its receipt would say it. */
export interface MessageFault {
  readonly why: RejectionReason;
  /** The element, by its path or its name; `NA` where it is the whole. */
  readonly at: string;
}

/** As a message names them; undefined for what has no address's form. */
export interface Correspondents {
  readonly sender: string | undefined;
  readonly senderAddress: string | undefined;
  readonly recipientAddress: string | undefined;
}

export interface Holding extends HeldMessage {
  readonly from: Correspondents;
  readonly why: Hindrance;
  readonly at: Date;
}

/** What ingest keeps of SDK's message service, besides what it keeps of every partner's message. */
export interface SdkLedger {
  /** When a message was last taken. */
  lastTakenAt(): Promise<Date | undefined>;
  held(): Promise<readonly HeldMessage[]>;
  /** Keeps why it is held; audited when it is new. */
  hold(holding: Holding): Promise<void>;
  /** It is held no more: it was taken, or else (audited) it is not at the message service any more. */
  release(messageId: string, as: 'taken' | 'gone'): Promise<void>;
}
