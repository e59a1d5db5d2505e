import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong } from '../finding.ts';

/** A directory whose last token ends so soon is said, so that nobody who leaves stays in because nobody could say so. */
const soonDays = 30;

/** Directories of staff can tell of people: each that told of somebody has a token that goes on. */
export const checkDirectories: Check = async ({ database }, clock) => {
  const { rows } = await database.query<{ issuer: string; day: string | null; isSoon: boolean }>(
    `select issuer, to_char(max(expires_at) at time zone 'UTC', 'YYYY-MM-DD') as day,
            coalesce(max(expires_at) < $1::timestamptz + $2 * interval '1 day', false) as "isSoon"
       from (select issuer, expires_at from scim_token where removed_at is null and expires_at > $1
             union all select issuer, null from scim_user) told
      group by issuer order by issuer`,
    [clock.now(), soonDays],
  );
  const findings = rows.flatMap(({ issuer, day, isSoon }) => {
    const todo = `run \`kuvert scim token add NAME --issuer ${issuer} …\` and give the directory the new one`;
    if (day === null)
      return [
        wrong(
          'scim',
          `no token of the directory of ${issuer} works: it can tell of nobody who leaves`,
          todo,
        ),
      ];
    return isSoon
      ? [warn('scim', `the token of the directory of ${issuer} ends ${day}`, todo)]
      : [];
  });
  if (findings.length > 0) return findings;
  const said =
    rows.length === 0
      ? 'no directory tells of people'
      : `${count(rows.length, 'directory tells', 'directories tell')} of people`;
  return [ok('scim', said)];
};
