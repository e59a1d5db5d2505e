import { markOf } from '@kuvert/shared/integrity';
import { showNumber } from '@kuvert/shared/phone';
import type { ReferralState } from '@kuvert/shared/referrals/states';

import type { Actor, Handling, Integrity, MessageSummary } from '#api';

/** Whose national form numbers are shown in. */
export type Country = 'SE' | 'DK';

/** A message's work state. */
export interface HandlingRow {
  readonly handling_state: Handling['state'];
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly person_kind: Actor['kind'] | null;
  readonly at: Date | null;
  readonly system: string | null;
  readonly reference: string | null;
  readonly reason: string | null;
  /** Where it went on to, and why, where it did. */
  readonly forwarded_to: string | null;
  readonly forwarded_reason: string | null;
}

/** A message with its work state, as the SQL below names it. */
export interface SummaryRow extends HandlingRow {
  readonly id: string;
  readonly department_id: string;
  readonly carrier: string;
  readonly from_number: string;
  readonly to_number: string;
  readonly tsi: string | null;
  readonly received_at: Date;
  readonly available_at: Date;
  readonly announced_pages: number | null;
  readonly attention: MessageSummary['attention'];
  readonly pages: number | null;
  readonly damaged_lines: number | null;
  readonly missing_lines: number | null;
  readonly blank_pages: number[] | null;
  readonly ended_early: boolean;
  readonly resend: boolean;
  /** Of this house, when it sent it as a message. */
  readonly from_department: string | null;
  /** Whose system sent it, when one did; the three are there together. */
  readonly partner_name: string | null;
  readonly function_name: string | null;
  readonly confidential: boolean | null;
  /** Null: it is none. */
  readonly referral_state: ReferralState | null;
  readonly answer_by: string | null;
  readonly marked_by: string | null;
  /** Names; null: it is not restricted. */
  readonly restricted_to: string[] | null;
}

/** Of {@link handlingSource}. */
export const handlingColumns = `h.state as handling_state, h.person_id, p.name as person_name, p.kind as person_kind, h.at, h.system,
  h.reference, h.reason, f.to_name as forwarded_to, f.reason as forwarded_reason`;

/** With the message as `m`. */
export const handlingSource = `handling h on h.message_id = m.id left join person p on p.id = h.person_id
  left join forwarding f on f.from_id = m.id`;

export const summaryColumns = `m.id, m.department_id, m.carrier, m.from_number, m.to_number, m.tsi, m.received_at,
  m.available_at, m.announced_pages, m.attention, m.pages, m.damaged_lines, m.missing_lines, m.blank_pages,
  m.ended_early, ${handlingColumns},
  exists (select from resend r where r.message_id = m.id and r.denied_at is null)
    or exists (select from resend r where r.earlier_id = m.id and r.denied_at is null) as resend, n.from_name as from_department,
  q.partner_name, q.function_name, q.confidential, g.state as referral_state, g.answer_by::text, g.marked_by,
  (select array_agg(b.name order by b.name) from named_handler l join person b on b.id = l.person_id
    where l.message_id = m.id) as restricted_to`;

export const summarySource = `message m join ${handlingSource} left join in_house n on n.message_id = m.id
  left join partner_message q on q.message_id = m.id left join referral g on g.message_id = m.id`;

export const toSummary = (row: SummaryRow, country: Country): MessageSummary => ({
  id: row.id,
  departmentId: row.department_id,
  from: showNumber(row.from_number, country),
  fromDepartment: row.from_department,
  partner: toPartner(row),
  to: showNumber(row.to_number, country),
  tsi: row.tsi,
  carrier: row.carrier,
  receivedAt: row.received_at.toISOString(),
  availableAt: row.available_at.toISOString(),
  pages: row.pages,
  integrity: toIntegrity(row),
  attention: row.attention,
  handling: toHandling(row),
  resend: row.resend,
  referral: row.referral_state && {
    state: row.referral_state,
    answerBy: row.answer_by,
    markedBySender: row.marked_by === null,
  },
  restrictedTo: row.restricted_to,
});

const toPartner = (row: SummaryRow): MessageSummary['partner'] =>
  row.partner_name === null
    ? null
    : {
        organisation: row.partner_name,
        function: row.function_name ?? '',
        confidential: row.confidential ?? false,
      };

const toIntegrity = (row: SummaryRow): Integrity | null => {
  if (row.pages === null) return null;
  const facts = {
    damagedLines: row.damaged_lines ?? 0,
    missingLines: row.missing_lines ?? 0,
    blankPages: row.blank_pages ?? [],
    endedEarly: row.ended_early,
  };
  const announced = row.announced_pages === null ? {} : { announcedPages: row.announced_pages };
  return {
    mark: markOf({ pages: row.pages, ...announced, ...facts }),
    announcedPages: row.announced_pages,
    ...facts,
  };
};

/** The table's checks say which columns are there in which state. */
export const toHandling = (row: HandlingRow): Handling => {
  const done = {
    by: { id: row.person_id ?? '', name: row.person_name ?? '' },
    at: row.at?.toISOString() ?? '',
  };
  switch (row.handling_state) {
    case 'new':
      return { state: 'new' };
    case 'taken':
      return { state: 'taken', ...done };
    case 'registered':
      return {
        state: 'registered',
        ...done,
        by: { ...done.by, kind: row.person_kind ?? 'person' },
        system: row.system ?? '',
        reference: row.reference ?? '',
      };
    case 'not-registered':
      return { state: 'not-registered', ...done, reason: row.reason ?? '' };
    case 'forwarded':
      return {
        state: 'forwarded',
        ...done,
        to: row.forwarded_to ?? '',
        reason: row.forwarded_reason,
      };
    case 'quarantined':
      return { state: 'quarantined', by: row.person_id === null ? null : done.by, at: done.at };
  }
};
