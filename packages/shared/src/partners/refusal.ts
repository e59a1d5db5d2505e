import type { ServedEvents } from './client-api.ts';
import type { RejectionReason } from './reasons.ts';

/** Why a message service doesn't take a message: its own words are left behind, as they may name people. */
export interface Refusal {
  /** SDK's reason, where the service gave one that SDK has. */
  readonly why: RejectionReason | undefined;
  /** The field that is to blame, by its path. */
  readonly at: string | undefined;
}

type Words<Reason extends RejectionReason = RejectionReason> = Reason extends RejectionReason
  ? `${Reason['code']} ${Reason['reason']}`
  : never;

/** As `detail` says them, ours and others'. */
const reasons: Readonly<Record<Words, RejectionReason>> = {
  'SV structure': { code: 'SV', reason: 'structure' },
  'BV invariant': { code: 'BV', reason: 'invariant' },
  'BV too-long': { code: 'BV', reason: 'too-long' },
  'BV forbidden': { code: 'BV', reason: 'forbidden' },
  'BV not-supported': { code: 'BV', reason: 'not-supported' },
  'BV not-found': { code: 'BV', reason: 'not-found' },
  'BV duplicate': { code: 'BV', reason: 'duplicate' },
  'BV security': { code: 'BV', reason: 'security' },
  'SIG security': { code: 'SIG', reason: 'security' },
};

/** Every way in which a receipt can reject. */
export const rejectionReasons: readonly RejectionReason[] = Object.values(reasons);

/** Names and indices; anything else may be somebody's words. */
const path = /^[\w.[\]/-]{1,200}$/;

/** What a service's `Events` say of a message that was not taken, or rejected later by its receipt. */
export const refusalsOf = (events: ServedEvents | undefined): readonly Refusal[] =>
  (events?.eventIssues ?? []).map(({ detail = '', in: at = '' }) => ({
    why: reasonOf(detail),
    at: path.test(at) ? at : undefined,
  }));

const reasonOf = (detail: string): RejectionReason | undefined =>
  detail in reasons ? reasons[detail as Words] : undefined;
