import type { GlassReason } from '@kuvert/shared/break-glass';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { Transaction } from '@kuvert/platform/postgres/database';

/** A department that whoever the transaction acts for could look into. */
export interface GlassDepartment {
  readonly id: string;
  readonly name: string;
  /** False: their login is too weak for it. */
  readonly isReached: boolean;
  readonly demands: LevelOfAssurance;
  /** What a reason is sealed for. */
  readonly keyId: string;
  readonly recipient: string;
}

/** Whether they may break the glass at all, wherever to. */
export const mayBreakGlass = async (transaction: Transaction): Promise<boolean> => {
  const { rows } = await transaction.query<{ may: boolean }>('select may_break_glass() as may');
  return rows[0]?.may === true;
};

export const readGlassDepartments = async (
  transaction: Transaction,
): Promise<readonly GlassDepartment[]> => {
  const { rows } = await transaction.query<GlassDepartment>(
    `select id, name, is_reached as "isReached", demands, key_id as "keyId", recipient from glass_departments()`,
  );
  return rows;
};

export interface NewGlass {
  readonly id: string;
  readonly departmentId: string;
  readonly kind: GlassReason;
  readonly keyId: string;
  readonly reason: Uint8Array;
  readonly minutes: number;
}

/** `open`: it is already; `too-often`: not a fourth time in a day and a night. */
export type GlassOutcome = 'opened' | 'not-found' | 'open' | 'too-often';

/** On record, and told to the department, in the transaction that opens it: the database sees to all three. */
export const breakTheGlass = async (
  transaction: Transaction,
  glass: NewGlass,
): Promise<GlassOutcome> => {
  const { rows } = await transaction.query<{ outcome: GlassOutcome }>(
    'select break_the_glass($1, $2, $3, $4, $5, $6) as outcome',
    [
      ...[glass.id, glass.departmentId, glass.kind, glass.keyId],
      ...[Buffer.from(glass.reason), glass.minutes],
    ],
  );
  return rows[0]?.outcome ?? 'not-found';
};

/** False where there is nothing of theirs to end. */
export const endBreakGlass = async (transaction: Transaction, id: string): Promise<boolean> => {
  const { rows } = await transaction.query<{ ended: boolean }>(
    'select end_break_glass($1) as ended',
    [id],
  );
  return rows[0]?.ended === true;
};

/** Who looked in, where, and why; what they wrote is sealed. */
export interface SealedGlass {
  readonly id: string;
  readonly department: string;
  readonly person: string;
  readonly kind: GlassReason;
  readonly reason: Buffer;
  readonly at: Date;
  /** When it ended, or will. */
  readonly until: Date;
  readonly is_open: boolean;
}

export interface OwnSealedGlass extends SealedGlass {
  readonly person_id: string;
  /** What opens the reason; null: the department isn't theirs. */
  readonly wrapped: Buffer | null;
}

/** In the person's own departments, and by themselves: the newest 30 of the last year. */
export const readOwnGlass = async (
  transaction: Transaction,
): Promise<readonly OwnSealedGlass[]> => {
  const { rows } = await transaction.query<OwnSealedGlass>(
    `select b.id, coalesce(d.name, f.name) as department, b.person_id, p.name as person, b.kind, b.reason, b.at,
            coalesce(b.ended_at, b.until) as until, b.ended_at is null and b.until > now() as is_open, i.wrapped
       from break_glass b join person p on p.id = b.person_id
       left join department d on d.id = b.department_id
       left join departments_to_forward_to() f on f.id = b.department_id
       left join department_identity i on i.key_id = b.key_id
      where b.at > now() - interval '1 year'
        and (b.person_id = current_setting('kuvert.person', true)
          or b.department_id in (select department_id from membership))
      order by b.at desc, b.id limit 30`,
  );
  return rows;
};

/** As auditors see it. */
export interface LoggedGlass extends SealedGlass {
  /** How often something was read by it. */
  readonly acts: number;
  readonly messages: readonly string[] | null;
}

/** All, the newest first, fifty at a time; that they were looked at is on record before anybody has them. */
export const readLoggedGlass = async (
  transaction: Transaction,
  before: Date | null,
): Promise<readonly LoggedGlass[]> => {
  const { rows } = await transaction.query<LoggedGlass>(
    `select id, department, person, kind, reason, at, coalesce(ended_at, until) as until,
            ended_at is null and until > now() as is_open, acts::int as acts, messages from log_glass($1)`,
    [before],
  );
  return rows;
};
