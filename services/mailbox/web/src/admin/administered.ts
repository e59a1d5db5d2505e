import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { MemberRole } from '@kuvert/shared/member-role';

/** A department as whoever looks after it sees it: nothing of its documents but when the last one came. */
export interface AdministeredDepartment {
  readonly id: string;
  readonly name: string;
  readonly unassigned: boolean;
  readonly demands: LevelOfAssurance;
  /** With its exceptions; null: any login opens it. */
  readonly leastDemands: LevelOfAssurance | null;
  readonly numbers: readonly string[];
  /** Who has not left. */
  readonly members: number;
  /** Of them, who may take care of what comes. */
  readonly handlers: number;
  readonly administrators: number;
  /** Whose logins of late open it. */
  readonly openedBy: number;
  readonly lastReceivedAt: Date | null;
  readonly untaken: number;
}

export interface AdministeredMember {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly role: MemberRole;
  /** A group of the directory of staff made them a member, and not a person. */
  readonly origin: 'hand' | 'group';
  readonly since: Date;
  /** In a session that is kept: a day beyond its end. */
  readonly seenAt: Date | null;
  /** Deactivated since then. */
  readonly leftAt: Date | null;
}
