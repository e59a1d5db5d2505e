import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong, type Finding } from '../finding.ts';

interface Row {
  readonly id: string;
  readonly department: string;
  readonly off_reason: string | null;
  /** Hours for which it has taken nothing. */
  readonly failing: number | null;
  readonly last_code: string | null;
  readonly dead: number;
  readonly is_locked: boolean;
  readonly is_late: boolean;
}

/** Departments' systems are told of what happens. Names of departments and ids, no addresses. */
export const checkWebhooks: Check = async ({ database }) => {
  const { rows } = await database.query<Row>(
    `select p.id, d.name as department, p.off_reason,
            floor(extract(epoch from now() - p.failing_since) / 3600)::int as failing,
            (select last_code from webhook_event e where e.endpoint_id = p.id and last_at is not null
              order by last_at desc limit 1) as last_code,
            (select count(*) from webhook_event e where e.endpoint_id = p.id and e.outcome = 'dead')::int as dead,
            not exists (select from webhook_secret s join service_key k on k.id = s.service_key_id
              where s.endpoint_id = p.id and s.retires_at is null and k.retired_at is null) as is_locked,
            exists (select from webhook_event e join work w on w.kind = 'webhook' and w.subject = e.id
              where e.endpoint_id = p.id and e.ended_at is null and w.ended_at is null
                and w.due_at < now() - interval '15 minutes') as is_late
       from webhook_endpoint p join department d on d.id = p.department_id
      where p.off_reason is distinct from 'operator' order by d.name, p.id`,
  );
  const findings = rows.flatMap(findingsOf);
  return findings.length > 0
    ? findings
    : [ok('webhooks', 'no webhook is failing or off by itself')];
};

const findingsOf = (row: Row): readonly Finding[] => {
  const name = `webhook ${row.id} of ${row.department}`;
  if (row.off_reason !== null)
    return [
      wrong(
        'webhooks',
        `${name} was switched off: it ${row.off_reason === 'gone' ? 'said that it is gone' : 'took nothing for five days'}`,
        'ask who runs the system; `kuvert webhook on`, then `webhook resend`; or `webhook off` for good',
      ),
    ];
  if (row.is_locked)
    return [
      wrong(
        'webhooks',
        `the secret of ${name} is sealed for an earlier key of outbound`,
        '`kuvert webhook rotate --hours 0`, and give the new secret to who runs the system',
      ),
    ];
  if (row.failing !== null && row.failing >= 1)
    return [
      warn(
        'webhooks',
        `${name} has taken nothing for ${count(row.failing, 'hour', 'hours')}: ${row.last_code ?? 'no answer'}`,
        'ask who runs the system; it is tried again, and switched off after five days',
      ),
    ];
  if (row.failing === null && row.is_late)
    return [
      wrong(
        'webhooks',
        `events for ${name} wait to be sent`,
        'is outbound running, with KUVERT_WEBHOOKS=true?',
      ),
    ];
  if (row.dead > 0)
    return [
      warn(
        'webhooks',
        `${name} never took ${count(row.dead, 'event', 'events')}`,
        '`kuvert webhook events` lists them for a month, `webhook resend` sends them again',
      ),
    ];
  return [];
};
