import type { Check } from '../doctor.ts';
import { ok, warn } from '../finding.ts';

/** Nobody was slowed down of late: an attack, or a proxy by which everybody seems to come from one place. */
export const checkLimits: Check = async ({ database }) => {
  const { rows } = await database.query<{ what: string; times: number }>(
    `select detail as what, count(*)::int as times from audit
      where action = 'rate-limited' and at > now() - interval '24 hours' group by detail order by detail`,
  );
  if (rows.length === 0) return [ok('limits', 'nobody asked too often in the last 24 hours')];
  const list = rows.map(({ what, times }) => `${what} ${times}`).join(', ');
  return [
    warn(
      'limits',
      `somebody asked too often in the last 24 hours: ${list}`,
      'an attack, or many behind one address: KUVERT_TRUSTED_PROXIES, KUVERT_LOGINS_A_MINUTE',
    ),
  ];
};
