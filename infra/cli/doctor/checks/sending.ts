import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong, type Finding } from '../finding.ts';

/** What is to go out goes out, and what nobody knows the end of is looked at by a person. */
export const checkSending: Check = async ({ database }) => {
  const { rows: keys } = await database.query(
    `select from service_key where service = 'outbound' and retired_at is null`,
  );
  const { rows: waiting } = await database.query<{ number: number; minutes: number }>(
    `select count(*) as number, floor(extract(epoch from now() - min(due_at)) / 60)::int as minutes
       from delivery where state in ('queued', 'preparing') and due_at < now() - interval '15 minutes'`,
  );
  const { rows: open } = await database.query<{ name: string; number: number }>(
    `select d.name, count(*) as number from delivery v join department d on d.id = v.department_id
      where v.state = 'unknown' and v.changed_at < now() - interval '1 day'
        and not exists (select from send_order o where o.id = v.order_id and o.tells is not null)
        and not exists (select from delivery later where later.order_id = v.order_id and later.attempt > v.attempt)
        and not exists (select from send_act a where a.delivery_id = v.id and a.kind like 'marked-%')
      group by d.name order by d.name`,
  );
  const { rows: held } = await database.query<{ carrier: string; minutes: number }>(
    `select carrier, floor(extract(epoch from now() - since) / 60)::int as minutes from carrier_hold order by carrier`,
  );
  const { rows: unreached } = await database.query<{
    carrier: string;
    code: string;
    minutes: number;
  }>(
    `select coalesce(f.evidence ->> 'carrier', 'a carrier') as carrier,
            coalesce(f.evidence ->> 'code', f.evidence ->> 'status', 'no answer') as code,
            floor(extract(epoch from now() - max(f.at)) / 60)::int as minutes
       from delivery_fact f join delivery d on d.id = f.delivery_id
      where f.kind = 'not-reached' and f.at > now() - interval '15 minutes' and d.state in ('queued', 'preparing')
      group by 1, 2 order by 1, 2`,
  );
  const findings: Finding[] = [];
  if (keys.length === 0)
    findings.push(
      warn(
        'sending',
        'nothing can be sent: outbound has no key',
        'when faxes are to be sent: `kuvert keys outbound`, then configure outbound',
      ),
    );
  for (const { carrier, minutes } of held)
    findings.push(
      wrong(
        'sending',
        `${carrier} takes no faxes because of the account with it, for ${minutes} minutes`,
        'look at the account (money, rights, limits); one fax is tried every five minutes, the others follow by themselves',
      ),
    );
  for (const { carrier, code, minutes } of unreached)
    findings.push(
      wrong(
        'sending',
        `${carrier} could not be reached ${minutes} minutes ago, and what it should send waits: ${code}`,
        'ENOENT: install hylafax-client where outbound runs; else docs/runbooks/carrier-down.md',
      ),
    );
  const late = waiting[0];
  if (late && late.number > 0)
    findings.push(
      wrong(
        'sending',
        `${count(late.number, 'fax waits', 'faxes wait')} to be sent, the first for ${late.minutes} minutes`,
        'is outbound running, and does the carrier answer? Look at its log',
      ),
    );
  for (const { name, number } of open)
    findings.push(
      warn(
        'sending',
        `${name} has ${count(number, 'fax', 'faxes')} whose outcome nobody knows for over a day`,
        'its members decide: ask the receiver, then say so in the mailbox',
      ),
    );
  return findings.length > 0 ? findings : [ok('sending', 'no fax waits, no outcome is open')];
};
