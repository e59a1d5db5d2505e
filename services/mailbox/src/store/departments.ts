import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { PersonId } from '@kuvert/shared/ids';
import { showNumber } from '@kuvert/shared/phone';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { Counters, Department, LockedDepartment, SendingCounters } from '#api';
import { byName } from './by-name.ts';
import { incidentIsOpen } from './incidents.ts';
import { openReferralStates } from './referrals.ts';
import { openEndStates, underWayStates } from './sendings.ts';
import type { Country } from './summary.ts';

interface DepartmentRow extends Omit<Counters, 'oldestNewAt'> {
  readonly sending: SendingCounters;
  readonly id: string;
  readonly name: string;
  readonly unassigned: boolean;
  readonly role: Department['role'];
  readonly glass: Department['glass'];
  readonly openIncidents: number;
  readonly numbers: string[];
  readonly lastReceivedAt: Date | null;
  readonly oldestNewAt: Date | null;
}

// What Kuvert itself sent and did not arrive is shown at what it is about, and is nothing that somebody has to see to.
const isOfPeople = `not exists (select from send_order o where o.id = v.order_id and o.tells is not null)`;

// Age counts from our own clock's "available", and for what is taken from when it was. Only what is open is counted:
// it stays a few while what is done grows for years.
const departmentsSql = `
select d.id, d.name, d.unassigned, coalesce(o.role, 'reader') as role, g.glass, n.numbers, l.received_at as "lastReceivedAt", c.*, r.*, q.*, s.sending,
       (select count(*) from incident i where i.department_id = d.id and ${incidentIsOpen}) as "openIncidents"
  from department d left join membership o on o.department_id = d.id and o.person_id = $1
  left join lateral (
    select json_build_object('id', b.id, 'until', to_char(b.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as glass
      from break_glass b where b.id = my_glass(d.id)) g on true
  cross join lateral (
    select coalesce(array_agg(f.number order by f.number), '{}') as numbers
      from fax_number f where f.department_id = d.id) n
  left join lateral (
    select m.received_at from message m where m.department_id = d.id
     order by m.available_at desc, m.id desc limit 1) l on true
  cross join lateral (
    select count(*) filter (where h.state = 'new') as new,
           count(*) filter (where h.state = 'new' and m.available_at < $2::timestamptz - interval '1 hour') as "newOverAnHour",
           count(*) filter (where h.state = 'new' and m.available_at < $2::timestamptz - interval '1 day') as "newOverADay",
           count(*) filter (where h.state = 'taken') as taken,
           count(*) filter (where h.state = 'taken' and h.at < $2::timestamptz - interval '1 day') as "takenOverADay",
           count(*) filter (where h.state = 'taken' and h.person_id = $1) as mine,
           count(*) filter (where m.state = 'attention') as attention,
           min(m.available_at) filter (where h.state = 'new') as "oldestNewAt"
      from handling h join message m on m.id = h.message_id
     where h.department_id = d.id and h.state in ('new', 'taken')) c
  cross join lateral (
    select count(*) as referrals, count(*) filter (where g.answer_by < $3::date) as "referralsOverdue"
      from referral g where g.department_id = d.id and g.state in (${openReferralStates})) r
  cross join lateral (
    select unseen as "quarantineUnseen", case when unseen_since < $2::timestamptz - interval '7 days' then unseen else 0 end as "quarantineUnseenOverAWeek"
      from quarantined_in(d.id)) q
  cross join lateral (
    select json_build_object(
      'canSend', n.numbers <> '{}' and coalesce(o.role, 'reader') <> 'reader'
        and exists (select from service_key k where k.service = 'outbound' and k.retired_at is null),
      'drafts', (select count(*) from send_order o
        where o.department_id = d.id and o.created_by = $1 and o.stage = 'draft'),
      'toApprove', (select count(*) from approval a
        where a.department_id = d.id and a.state = 'waiting' and a.asked_by <> $1),
      'secondLook', d.second_look,
      'underWay', (select count(*) from delivery v where v.department_id = d.id and v.state in (${underWayStates})
        and ${isOfPeople}),
      'attention', (select count(*) from delivery v
        where v.department_id = d.id and v.state in (${openEndStates}) and ${isOfPeople}
          and not exists (select from delivery later where later.order_id = v.order_id and later.attempt > v.attempt)
          and not exists (select from send_act a where a.delivery_id = v.id
                and a.kind in ('marked-arrived', 'marked-failed')))) as sending) s
`;

/** Faxes to unknown numbers stand last. */
type Named = Pick<DepartmentRow, 'name' | 'unassigned'>;
const inOrder = (country: Country): ((one: Named, other: Named) => number) => {
  const compare = byName(country);
  return (one, other) => Number(one.unassigned) - Number(other.unassigned) || compare(one, other);
};

/** The person's departments with their counters, and those that they have opened for a reason, in one query; `today` is a day of the house's time zone. */
export const readDepartments = async (
  transaction: Transaction,
  person: PersonId,
  { now, today }: { readonly now: Date; readonly today: string },
  country: Country,
): Promise<Department[]> => {
  const { rows } = await transaction.query<DepartmentRow>(departmentsSql, [person, now, today]);
  return rows
    .toSorted(inOrder(country))
    .map(
      ({
        id,
        name,
        unassigned,
        role,
        glass,
        numbers,
        lastReceivedAt,
        oldestNewAt,
        sending,
        openIncidents,
        ...counters
      }) => ({
        id,
        name,
        unassigned,
        role,
        glass,
        numbers: numbers.map((number) => showNumber(number, country)),
        lastReceivedAt: lastReceivedAt?.toISOString() ?? null,
        counters: { ...counters, oldestNewAt: oldestNewAt?.toISOString() ?? null },
        sending,
        openIncidents,
      }),
    );
};

/** Departments of the person that the session's login is too weak for. */
export const readLockedDepartments = async (
  transaction: Transaction,
  country: Country,
): Promise<LockedDepartment[]> => {
  const { rows } = await transaction.query<LockedDepartment>(
    'select * from my_locked_departments()',
  );
  return rows.toSorted(inOrder(country));
};

/** What opens the department of one of these ids, where the session is too weak for it; undefined of all others. */
export const readDemand = async (
  transaction: Transaction,
  ids: readonly string[],
): Promise<LevelOfAssurance | undefined> => {
  const { rows } = await transaction.query<{ demands: LevelOfAssurance | null }>(
    'select demand_on(id) as demands from unnest($1::text[]) id',
    [ids],
  );
  return rows.find(({ demands }) => demands !== null)?.demands ?? undefined;
};

/** Whether one of these ids is of a department where the person only reads. */
export const readsOnly = async (
  transaction: Transaction,
  ids: readonly string[],
): Promise<boolean> => {
  const { rows } = await transaction.query<{ reads: boolean | null }>(
    'select bool_or(only_read(id)) as reads from unnest($1::text[]) id',
    [ids],
  );
  return rows[0]?.reads === true;
};

/** Ids of the person's departments. */
export const readDepartmentIds = async (transaction: Transaction): Promise<Set<string>> => {
  const { rows } = await transaction.query<{ id: string }>('select id from department');
  return new Set(rows.map(({ id }) => id));
};

/** The person's own, as they stand in their menu. */
export const readDepartmentNames = async (
  transaction: Transaction,
): Promise<readonly { readonly id: string; readonly name: string }[]> => {
  const { rows } = await transaction.query<{ id: string; name: string }>(
    'select id, name from department order by unassigned, name',
  );
  return rows;
};

/** When the carrier that was asked longest ago was asked; null while one was never. */
export const readLinesCheckedAt = async (transaction: Transaction): Promise<Date | null> => {
  const { rows } = await transaction.query<{ at: Date | null }>(
    `select case when bool_or(checked_at is null) then null else min(checked_at) end as at from carrier_check`,
  );
  return rows[0]?.at ?? null;
};
