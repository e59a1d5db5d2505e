import { setAssurance } from '@kuvert/infra/cli/actions/assurance';
import { setMemberRole } from '@kuvert/infra/cli/actions/departments';
import { setConfirmations } from '@kuvert/infra/cli/actions/confirmations';
import { setSecondLook } from '@kuvert/infra/cli/actions/second-look';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { asId } from '@kuvert/shared/ids';
import type { MemberRole } from '@kuvert/shared/member-role';
import type { SecondLook } from '@kuvert/shared/sending/second-look';

/** Whoever runs the house, at its database. */
export interface Operator {
  /** `kuvert department second-look` */
  readonly secondLook: (departmentId: string, who: SecondLook) => Promise<unknown>;
  /** `kuvert department assurance` */
  readonly assurance: (departmentId: string, level: string) => Promise<unknown>;
  /** `kuvert department confirmations` */
  readonly confirmations: (departmentId: string, whether: 'on' | 'off') => Promise<unknown>;
  /** `kuvert member role`, of somebody with that name */
  readonly role: (name: string, departmentId: string, role: MemberRole) => Promise<unknown>;
  /** The days pass after which the sender of this referral is reminded that it isn't answered. */
  readonly remindNow: (messageId: string) => Promise<unknown>;
  /** The minutes pass that a confirmation of this fax waits for. */
  readonly confirmNow: (messageId: string) => Promise<unknown>;
}

export const operatorOf = (ownerUrl: string): Operator => {
  const withDatabase = async (act: (database: Database) => Promise<unknown>): Promise<unknown> => {
    const database = openDatabase({ url: ownerUrl, max: 1, onError: () => undefined });
    try {
      return await act(database);
    } finally {
      await database.close();
    }
  };
  return {
    secondLook: (departmentId, who) =>
      withDatabase((database) =>
        setSecondLook({ database })({ departmentId: asId<'department'>(departmentId), who }),
      ),
    assurance: (departmentId, level) =>
      withDatabase((database) =>
        setAssurance({ database })({ departmentId: asId<'department'>(departmentId), level }),
      ),
    confirmations: (departmentId, whether) =>
      withDatabase((database) =>
        setConfirmations({ database })({ departmentId: asId<'department'>(departmentId), whether }),
      ),
    role: (name, departmentId, role) =>
      withDatabase(async (database) => {
        const { rows } = await database.query<{ id: string }>(
          'select id from person where name = $1',
          [name],
        );
        await setMemberRole({ database })({
          personId: asId<'person'>(rows[0]?.id ?? ''),
          departmentId: asId<'department'>(departmentId),
          role,
        });
      }),
    remindNow: (messageId) =>
      withDatabase(async (database) => {
        await database.query(
          `update referral set answer_by = current_date - 2 where message_id = $1`,
          [messageId],
        );
        await database.query(
          `insert into work (id, service, kind, subject, due_at, created_at)
           values (gen_random_uuid()::text, 'mailbox', 'remind-sender', $1, now(), now())
           on conflict (kind, subject) do update set due_at = now(), ended_at = null`,
          [messageId],
        );
      }),
    confirmNow: (messageId) =>
      withDatabase(async (database) => {
        // where no machine compares faxes, nobody says that this one is no resend
        await database.query(
          `update work set ended_at = now()
            where kind = 'find-resends' and subject = $1 and ended_at is null and leased_until is null`,
          [messageId],
        );
        await database.query(
          `update work set due_at = now() where kind = any($2) and subject = $1 and ended_at is null`,
          [messageId, ['confirm-received', 'confirm-taken']],
        );
      }),
  };
};
