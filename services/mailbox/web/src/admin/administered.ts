import type { HouseRole } from '@kuvert/shared/house-roles';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { MemberRole } from '@kuvert/shared/member-role';

import type { AdminWords } from '../words/admin-en.ts';

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
  /** Of the members, whose sessions of late are known. */
  readonly seen: number;
  /** Nothing leads there any more; null: it is open. */
  readonly closedDownAt: Date | null;
  /** The day on which somebody is there again, as `2027-01-07`: partners see it. */
  readonly closedUntil: string | null;
  /** What partners call it. */
  readonly addresses: readonly string[];
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

/** Lets a department demand less for a time. */
export interface AdministeredException {
  readonly name: string;
  readonly reason: string;
  /** Null: any login. */
  readonly demands: LevelOfAssurance | null;
  readonly createdAt: Date;
  readonly endsAt: Date;
}

/** A number whose faxes are set aside. */
export interface JunkSender {
  /** E.164. */
  readonly number: string;
  readonly reason: string;
  /** Null: the operator, at the command line. */
  readonly byName: string | null;
  readonly createdAt: Date;
  /** Of the house's list: for every department. */
  readonly ofHouse: boolean;
}

export interface JunkSendersOf {
  /** Null: of the house. */
  readonly department: Pick<AdministeredDepartment, 'id' | 'name'> | null;
  /** The house's first. */
  readonly senders: readonly JunkSender[];
}

/** Somebody whom a name or an identity found. */
export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  /** Names; of nobody's but for who looks after the house. */
  readonly departments: readonly string[];
  readonly leftAt: Date | null;
}

/** Somebody, as who looks after the house sees them. */
export interface AdministeredPerson {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly issuer: string;
  readonly knownSince: Date;
  readonly leftAt: Date | null;
  readonly frontDesk: boolean;
  readonly houseRoles: readonly HouseRole[];
  readonly lastLogin: Date | null;
  /** That go on. */
  readonly sessions: number;
  readonly memberships: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: MemberRole;
    readonly origin: 'hand' | 'group';
  }[];
}

/** Somebody with a role in the whole house. */
export interface HouseRoleHolder {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly role: HouseRole;
  readonly since: Date;
  readonly leftAt: Date | null;
}

/** That somebody else gave or took a role in the house. */
export interface HouseTold {
  readonly id: string;
  readonly kind: 'role-given' | 'role-taken';
  readonly role: HouseRole;
  readonly personId: string;
  readonly person: string;
  /** Null: the operator, at the command line. */
  readonly byName: string | null;
  readonly at: Date;
}

/** Who is logged in, by how many sessions; `loggedIn` has those who were here last, 200 at most. */
export interface HouseSessions {
  readonly people: number;
  readonly sessions: number;
  readonly loggedIn: readonly {
    readonly id: string;
    readonly name: string;
    readonly subject: string;
    readonly sessions: number;
    readonly seenAt: Date;
  }[];
}

/** What came of a form, by the words that say it; `about` is a name in them. */
export interface Said {
  readonly what: keyof AdminWords['said'];
  readonly about?: string;
  /** What takes it back: a membership as it was. */
  readonly undo?: { readonly personId: string; readonly role: MemberRole };
}

export interface DepartmentWithMembers {
  readonly department: AdministeredDepartment;
  readonly members: readonly AdministeredMember[];
  readonly exceptions: readonly AdministeredException[];
}
