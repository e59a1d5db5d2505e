import type { Check } from '../doctor.ts';
import { ok, warn } from '../finding.ts';

/** A month, and time to look. */
const days = 45;

/** The recurring check of who read what is made: a sample was signed in the last period. */
export const checkLogReviews: Check = async ({ database }, clock) => {
  const { rows } = await database.query<{ auditors: number; signed: boolean; due: boolean }>(
    `select (select count(*)::int from house_role where role = 'auditor') as auditors,
            exists (select from log_review where signed_at > $1) as signed,
            exists (select from audit where at < $1 and action = any(log_reads())) as due`,
    [new Date(clock.now().getTime() - days * 24 * 60 * 60 * 1000)],
  );
  const { auditors = 0, signed = false, due = false } = rows[0] ?? {};
  if (auditors === 0)
    return [warn('log', 'nobody looks through the log', '`kuvert role give PERSON auditor`')];
  return due && !signed
    ? [
        warn(
          'log',
          `no sample of what was read was signed in ${days} days`,
          'an auditor draws one at /log/reviews, looks at it and signs it',
        ),
      ]
    : [ok('log', 'there is an auditor, and no sampled check is overdue')];
};
