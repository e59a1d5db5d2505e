import type { FailureCause, UnknownReason } from '@kuvert/shared/sending/causes';
import {
  holdsTheLine,
  isBeforeDialling,
  type DeliveryStateName,
} from '@kuvert/shared/sending/delivery';
import type { SendingResolution } from '@kuvert/shared/sending/limits';
import { retryCount, type HoldReason } from '@kuvert/shared/sending/retry-policy';
import type { PersonId } from '@kuvert/shared/ids';
import { isToPartner, type Channel } from '@kuvert/shared/routing/address';
import type { RoutingReason } from '@kuvert/shared/routing/choose-channel';
import { showNumber } from '@kuvert/shared/phone';

import type { Actor, Delivery, Retry, SendingMark, SendingSummary } from '#api';
import type { Country } from './summary.ts';

/** A delivery as the SQL below names it. */
export interface DeliveryRow {
  readonly delivery_id: string;
  readonly attempt: number;
  readonly state: DeliveryStateName;
  readonly cause: FailureCause | null;
  readonly unknown_reason: UnknownReason | null;
  readonly carrier: string | null;
  readonly queued_at: Date;
  readonly due_at: Date;
  readonly state_at: Date;
  readonly submitted_at: Date | null;
  readonly pages_confirmed: number | null;
  readonly possible_duplicate: boolean;
  readonly automatic: boolean;
  readonly held: HoldReason | null;
  readonly waits_for: 'carrier-account' | null;
  readonly first_page: number;
  readonly own_resolution: 'standard' | null;
  readonly withdrawable: boolean;
  readonly withdraw_asked_at: Date | null;
}

export const deliveryColumns = `v.id as delivery_id, v.attempt, v.state, v.cause, v.unknown_reason, v.carrier, v.queued_at,
  v.due_at, v.changed_at as state_at, v.submitted_at, v.pages_confirmed, v.possible_duplicate, v.automatic,
  v.held, case when v.state = 'queued' then v.waits_for end as waits_for, v.first_page, v.resolution as own_resolution,
  v.withdrawable, v.withdraw_asked_at`;

export interface SendingRow extends DeliveryRow {
  readonly id: string;
  readonly department_id: string;
  readonly to_number: string;
  readonly from_number: string;
  // the table's checks: these two are ours
  readonly channel: Channel;
  readonly channel_reason: RoutingReason | null;
  readonly to_department: string | null;
  readonly to_function: string | null;
  readonly to_name: string | null;
  readonly pages: number;
  readonly resolution: SendingResolution;
  readonly code: string;
  readonly reply_to: string | null;
  readonly sent_at: Date;
  readonly created_by: string;
  readonly creator: string;
  readonly creator_kind: Actor['kind'];
  /** A business system's own. */
  readonly reference: string | null;
  /** Every attempt, oldest first, when the newest is one of the policy's. */
  readonly attempts:
    | readonly { readonly automatic: boolean; readonly cause: FailureCause | null }[]
    | null;
  /** It isn't due yet. */
  readonly is_early: boolean;
  readonly mark_kind: 'marked-arrived' | 'marked-failed' | null;
  readonly mark_at: Date | null;
  readonly mark_reason: string | null;
  readonly mark_by: string | null;
  readonly mark_name: string | null;
}

export const sendingColumns = `o.id, o.department_id, o.to_number, o.from_number, o.channel, o.channel_reason, o.to_department, o.to_function, o.to_name, o.pages, o.resolution, o.code,
  o.reply_to, o.sent_at, o.created_by, p.name as creator, p.kind as creator_kind, o.reference, ${deliveryColumns}, v.due_at > now() as is_early, h.attempts, k.kind as mark_kind, k.at as mark_at,
  k.reason as mark_reason, k.person_id as mark_by, k.name as mark_name`;

/** What was sent, with its newest attempt and the last word of a person on that. */
export const sendingSource = `send_order o join person p on p.id = o.created_by
  join lateral (select * from delivery d where d.order_id = o.id order by d.attempt desc limit 1) v on true
  left join lateral (
    select json_agg(json_build_object('automatic', d.automatic, 'cause', d.cause) order by d.attempt) as attempts
      from delivery d where d.order_id = o.id and v.automatic) h on true
  left join lateral (
    select a.kind, a.at, a.reason, a.person_id, n.name from send_act a join person n on n.id = a.person_id
     where a.delivery_id = v.id and a.kind in ('marked-arrived', 'marked-failed')
     order by a.at desc, a.id desc limit 1) k on true`;

export const toSending = (row: SendingRow, me: PersonId, country: Country): SendingSummary => ({
  id: row.id,
  departmentId: row.department_id,
  to: showNumber(row.to_number, country),
  from: showNumber(row.from_number, country),
  way: {
    channel: row.channel,
    department: row.channel === 'department' ? row.to_name : null,
    partner: isToPartner(row.channel) ? row.to_name : null,
    reason: row.channel_reason,
  },
  pages: row.pages,
  resolution: row.resolution,
  code: row.code,
  replyTo: row.reply_to,
  sentAt: row.sent_at.toISOString(),
  sentBy: creatorOf(row),
  reference: row.reference,
  delivery: toDelivery(row),
  retry: toRetry(row),
  mark: toMark(row),
  can: {
    undo: isBeforeDialling(row.state) && row.created_by === me && row.attempt === 1,
    cancel: isBeforeDialling(row.state) || isWithdrawable(row),
    tryNow: row.state === 'queued' && row.automatic && row.is_early,
    resolve: mayResolve(row.state),
    sendAgain: mayResolve(row.state),
  },
});

/** It waits in the carrier's queue, which can still be asked for it. */
const isWithdrawable = ({ state, withdrawable, withdraw_asked_at: asked }: DeliveryRow): boolean =>
  state === 'accepted' && withdrawable && asked === null;

/** What became of the wish to have it back from the carrier, unless it came in time. */
const withdrawalOf = ({ state, withdraw_asked_at: asked }: DeliveryRow): Delivery['withdrawal'] => {
  if (asked === null || state === 'cancelled') return null;
  return state === 'accepted' ? 'asked' : 'too-late';
};

export const creatorOf = ({ created_by, creator, creator_kind }: SendingRow): Actor => ({
  id: created_by,
  name: creator,
  kind: creator_kind,
});

/** What a person may say something about, or send again. */
export const mayResolve = (state: DeliveryStateName): boolean =>
  state === 'unknown' || state === 'failed';

export const isUnderWay = (state: DeliveryStateName): boolean =>
  isBeforeDialling(state) || holdsTheLine(state);

export const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.delivery_id,
  attempt: row.attempt,
  state: row.state,
  cause: row.cause,
  unknown: row.unknown_reason,
  carrier: row.carrier,
  queuedAt: row.queued_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  changedAt: row.state_at.toISOString(),
  submittedAt: row.submitted_at?.toISOString() ?? null,
  pagesConfirmed: row.pages_confirmed,
  possibleDuplicate: row.possible_duplicate,
  automatic: row.automatic,
  held: row.held,
  waitsFor: row.waits_for,
  firstPage: row.first_page,
  resolution: row.own_resolution,
  withdrawal: withdrawalOf(row),
});

const toRetry = ({ attempts }: SendingRow): Retry | null => {
  const count = retryCount(
    (attempts ?? []).map(({ automatic, cause }) => ({ automatic, cause: cause ?? undefined })),
  );
  return count ? { ...count, most: count.most ?? null } : null;
};

const toMark = (row: SendingRow): SendingMark | null =>
  row.mark_kind === null
    ? null
    : {
        outcome: row.mark_kind === 'marked-arrived' ? 'arrived' : 'failed',
        by: { id: row.mark_by ?? '', name: row.mark_name ?? '' },
        at: row.mark_at?.toISOString() ?? '',
        reason: row.mark_reason ?? '',
      };
