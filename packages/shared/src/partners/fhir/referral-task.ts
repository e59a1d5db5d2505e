import type { ReferralState } from '../../referrals/states.ts';
import { functionalAddressRoot } from '../address.ts';
import { referralReasonSystem, referralStateSystem, taskCodeSystem, uriSystem } from './systems.ts';

/** A partner's referral, as its system is told of it: ids, times and states. */
export interface ToldReferral {
  /** The id of the message that it came with. */
  readonly id: string;
  readonly state: ReferralState;
  /** It went on to the department that has it now. */
  readonly isForwarded: boolean;
  /** As `2027-01-07`. */
  readonly answerBy: string | null;
  readonly acceptedAt: Date;
  readonly changedAt: Date;
  readonly department: {
    readonly name: string;
    /** Of its function; null where partners don't write to it. */
    readonly address: string | null;
  };
}

interface TaskState {
  /** Of R4's list `task-status`. */
  readonly status: 'received' | 'accepted' | 'on-hold' | 'rejected' | 'completed';
  /** Where to read why: what stands there is people's. */
  readonly reason?: { readonly code: string; readonly text: string };
}

/** The table in docs/referrals.md. */
export const taskStates = {
  received: { status: 'received' },
  accepted: { status: 'accepted' },
  'on-hold': {
    status: 'on-hold',
    reason: { code: 'completion-asked', text: 'Something is missing: the reply says what.' },
  },
  rejected: {
    status: 'rejected',
    reason: { code: 'see-reply', text: 'The reply says why.' },
  },
  forwarded: { status: 'received' },
  answered: { status: 'completed' },
} as const satisfies Record<ReferralState, TaskState>;

/** A FHIR R4 Task. */
export const referralTask = (referral: ToldReferral): object => {
  const { id, answerBy, acceptedAt, changedAt } = referral;
  const { status, reason }: TaskState = taskStates[referral.state];
  return {
    resourceType: 'Task',
    id,
    meta: { lastUpdated: changedAt.toISOString() },
    status,
    ...(reason === undefined
      ? {}
      : {
          statusReason: {
            coding: [{ system: referralReasonSystem, code: reason.code }],
            text: reason.text,
          },
        }),
    businessStatus: { coding: [{ system: referralStateSystem, code: businessCode(referral) }] },
    intent: 'order',
    code: { coding: [{ system: taskCodeSystem, code: 'fulfill' }] },
    focus: {
      type: 'ServiceRequest',
      identifier: { system: uriSystem, value: `urn:uuid:${id}` },
    },
    authoredOn: acceptedAt.toISOString(),
    lastModified: changedAt.toISOString(),
    owner: ownerOf(referral),
    ...(answerBy === null ? {} : { restriction: { period: { end: answerBy } } }),
  };
};

/** Nothing happened yet where it went on to: that it went on is the news. */
const businessCode = ({ state, isForwarded }: ToldReferral): ReferralState =>
  state === 'received' && isForwarded ? 'forwarded' : state;

const ownerOf = ({ department: { name, address } }: ToldReferral) => ({
  type: 'Organization',
  ...(address === null ? {} : { identifier: { system: functionalAddressRoot, value: address } }),
  display: name,
});

/**
 * Several as a FHIR R4 search's answer.
 * @param base the address of `Task`, absolute
 * @param self what was asked, as a query, with its question mark; empty for everything
 * @param next likewise for what changed later; null: these are all
 */
export const tasksBundle = (
  referrals: readonly ToldReferral[],
  base: string,
  self: string,
  next: string | null,
): object => ({
  resourceType: 'Bundle',
  type: 'searchset',
  link: [
    { relation: 'self', url: `${base}${self}` },
    ...(next === null ? [] : [{ relation: 'next', url: `${base}${next}` }]),
  ],
  ...(referrals.length === 0
    ? {}
    : {
        entry: referrals.map((referral) => ({
          fullUrl: `${base}/${referral.id}`,
          resource: referralTask(referral),
          search: { mode: 'match' },
        })),
      }),
});
