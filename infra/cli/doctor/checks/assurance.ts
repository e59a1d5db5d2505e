import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong, type Finding } from '../finding.ts';

/** An exception that ends so soon is said, so that nobody is locked out by surprise. */
const soonDays = 14;

/**
 * Members can open their departments: somebody's login of late was as strong as the department demands; and no exception ends
 * unseen. Logins of late are sessions that are kept, which is a day beyond their end.
 */
export const checkAssurance: Check = async ({ database }, clock) => {
  const { rows: locked } = await database.query<{ name: string; demands: string; unsaid: boolean }>(
    `select d.name, least_demand(d.id, d.demands) as demands, bool_and(s.loa is null) as unsaid
       from department d join membership m on m.department_id = d.id join session s on s.person_id = m.person_id
       join person p on p.id = m.person_id and p.deactivated_at is null
      group by d.id having not bool_or(coalesce(s.loa >= least_demand(d.id, d.demands), false))
         and not exists (select from department_exception e where e.department_id = d.id and e.ended_at is null
               and e.ends_at > now() and e.demands is null)
      order by d.name`,
  );
  const { rows: ending } = await database.query<{ department: string; name: string; day: string }>(
    `select d.name as department, e.name, to_char(e.ends_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as day
       from department_exception e join department d on d.id = e.department_id
      where e.ended_at is null and e.ends_at > $1 and e.ends_at < $1 + $2 * interval '1 day' order by e.ends_at`,
    [clock.now(), soonDays],
  );
  const findings: Finding[] = [
    ...locked.map(({ name, demands, unsaid }) =>
      wrong(
        'assurance',
        `nobody who logged in of late can open ${name}: it demands ${demands}, and ${
          unsaid ? 'their logins say no level' : 'their logins are weaker'
        }`,
        unsaid
          ? 'set KUVERT_OIDC_LOA_UNSAID (the provider says no level) or KUVERT_OIDC_LOA (it has names of its own) for the mailbox; or `kuvert department assurance`, `kuvert department exception add`'
          : 'give its members a stronger means of login; or `kuvert department assurance`, `kuvert department exception add`',
      ),
    ),
    ...ending.map(({ department, name, day }) =>
      warn(
        'assurance',
        `the exception “${name}” of ${department} ends ${day} UTC`,
        'see that its members can log in at the level that it demands by then',
      ),
    ),
  ];
  if (findings.length > 0) return findings;
  const { rows } = await database.query<{ n: number }>('select count(*)::int as n from department');
  return [
    ok(
      'assurance',
      `${count(rows[0]?.n ?? 0, 'department', 'departments')}: nobody is locked out by what is demanded of logins`,
    ),
  ];
};
