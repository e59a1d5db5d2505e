import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { ReferralState } from '@kuvert/shared/referrals/states';

/** What the room's pages show: made by its use cases, drawn by `web/src/room`. */

/** A function of a partner that somebody speaks for. */
export interface RoomFunction {
  readonly id: string;
  readonly name: string;
  readonly partner: string;
}

/** A department that partners may write to. */
export interface RoomDepartment {
  readonly id: string;
  readonly name: string;
  /** The day on which it is there again, as `2027-01-07`; null: it is not closed. */
  readonly closedUntil: string | null;
  /** What a login must reach, to read what it wrote and to write to it. */
  readonly demands: LevelOfAssurance;
}

/** How it is with a conversation, by its last message; each with when that came about, in ISO 8601. */
export type RoomState =
  /** A department's, and nobody of the function has opened it. */
  | { readonly kind: 'new'; readonly at: string }
  /** A department's that was opened. */
  | { readonly kind: 'opened'; readonly at: string }
  /** Ours: it lies in the department's mailbox. */
  | { readonly kind: 'there'; readonly at: string }
  /** Ours, and somebody of the department has taken it. */
  | { readonly kind: 'taken'; readonly at: string };

/** Where a referral is with its department. */
export interface RoomReferral {
  readonly state: ReferralState;
  /** Since when, in ISO 8601. */
  readonly at: string;
  /** As `2027-01-07`; null: nobody said, or nobody waits for it any more. */
  readonly answerBy: string | null;
  /** That day is over. */
  readonly isOverdue: boolean;
}

export interface RoomConversation {
  readonly id: string;
  readonly department: string;
  readonly functionName: string;
  /** Messages in it. */
  readonly count: number;
  /** As of its departments; the highest. */
  readonly demands: LevelOfAssurance;
  readonly state: RoomState;
  /** The one in it that something happened to last; null: there is none. */
  readonly referral: RoomReferral | null;
}

export interface RoomConversations {
  /** The newest first. */
  readonly conversations: readonly RoomConversation[];
  /** Where the next older ones begin; null: these were all. */
  readonly older: string | null;
}

export interface RoomMessage {
  readonly id: string;
  /** Of a person of a partner; else of the department. */
  readonly isOurs: boolean;
  readonly department: string;
  readonly label: string;
  readonly text: string;
  readonly writer: string;
  readonly at: string;
  readonly pages: number;
  /** Of which the pages are, in their order; none of what a department wrote. */
  readonly files: readonly { readonly name: string; readonly pages: number }[];
  readonly takenAt: string | null;
  /** When the first answer came. */
  readonly answeredAt: string | null;
  /** Null: it is none. */
  readonly referral: RoomReferral | null;
}

/** A conversation that the login is too weak for. */
export interface GuardedConversation {
  readonly kind: 'guarded';
  readonly id: string;
  readonly department: string;
  readonly demands: LevelOfAssurance;
}

export interface OpenedConversation {
  readonly kind: 'opened';
  readonly id: string;
  readonly functionId: string;
  readonly functionName: string;
  readonly departmentId: string;
  readonly department: string;
  /** As of a {@link RoomDepartment}. */
  readonly closedUntil: string | null;
  /** What it is about, as the first message says. */
  readonly label: string;
  /** Oldest first. */
  readonly messages: readonly RoomMessage[];
  /** What an answer refers to: the department's last message. */
  readonly answers: string | null;
}
