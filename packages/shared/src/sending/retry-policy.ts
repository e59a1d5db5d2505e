import type { FailureCause } from './causes.ts';
import type { SendingResolution } from './limits.ts';

/** Why no machine goes on with a fax that failed, although sending it again may be right: a person finds out first. */
export const holdReasons = [
  /** A voice answered twice: whoever is called once more may be somebody else's patient or a stranger. */
  'perhaps-wrong-number',
  /** Pages lie in the receiver's tray, perhaps twice. */
  'partly-arrived',
  /** Nothing goes out by this carrier until somebody mends the account. */
  'carrier-account',
] as const;

export type HoldReason = (typeof holdReasons)[number];

/** What is another in the next attempt. */
export type RetryChange =
  | 'none'
  /** Slower and without error correction where the carrier has words for it, or by another carrier. */
  | 'gentler'
  /** The pages at standard resolution. */
  | 'standard'
  /** The pages that were not confirmed, behind a cover that says so; all of them where nobody knows which those are. */
  | 'rest';

/** What is done about causes of one kind. */
export interface RetryRule {
  /** Minutes before each further attempt, at least and at most; no more attempts than these, unless the last goes on. */
  readonly waits: readonly (readonly [least: number, most: number])[];
  /** The last wait again and again, until the deadline. */
  readonly untilDeadline?: true;
  readonly change: RetryChange;
  /** Why a person is asked when no further attempt is left; undefined: it has failed, and that is all. */
  readonly held?: HoldReason;
}

const never: RetryRule = { waits: [], change: 'none' };

/** The table, by kind of cause. The carrier must not try again by itself: its tries would multiply with these. */
export const retryRules = {
  busy: {
    waits: [
      [3, 4],
      [5, 6],
      [10, 12],
      [15, 18],
      [30, 36],
    ],
    untilDeadline: true,
    change: 'none',
  },
  'no-answer': {
    waits: [
      [5, 15],
      [15, 30],
    ],
    change: 'none',
  },
  // one call more: to dial somebody wrongly again and again is a breach of its own
  voice: { waits: [[3, 5]], change: 'none', held: 'perhaps-wrong-number' },
  protocol: { waits: [[1, 2]], change: 'gentler' },
  capability: { waits: [[1, 2]], change: 'standard' },
  partial: { waits: [[3, 4]], change: 'rest', held: 'partly-arrived' },
  account: { ...never, held: 'carrier-account' },
  /** Another number, another document, or a person's look is needed. */
  never,
} as const satisfies Readonly<Record<string, RetryRule>>;

export type RetryClass = keyof typeof retryRules;

export const retryClassOf: Readonly<Record<FailureCause, RetryClass>> = {
  busy: 'busy',
  congestion: 'busy',
  'no-answer': 'no-answer',
  voice: 'voice',
  'invalid-number': 'never',
  training: 'protocol',
  capability: 'capability',
  partial: 'partial',
  conversion: 'never',
  'media-not-fetched': 'never',
  account: 'account',
  refused: 'never',
  'rejected-address': 'never',
  'rejected-size': 'never',
  'rejected-file': 'never',
  'rejected-form': 'never',
  'rejected-security': 'never',
  'message-invalid': 'never',
  'no-carrier': 'never',
  'not-submitted': 'never',
  unspecified: 'never',
};

const waitFor = (
  { waits, untilDeadline }: RetryRule,
  begun: number,
): RetryRule['waits'][number] | undefined =>
  waits[begun] ?? (untilDeadline ? waits.at(-1) : undefined);

const ruleOf = (cause: FailureCause): RetryRule => retryRules[retryClassOf[cause]];

/** One attempt of an order, as far as it matters for the next. */
export interface PastAttempt {
  /** Begun by the policy, not by a person. */
  readonly automatic: boolean;
  /** Of a failed one. */
  readonly cause: FailureCause | undefined;
}

/** The attempts since a person last asked for one: that one, and what the policy made of it. */
export const chainOf = <Attempt extends PastAttempt>(
  attempts: readonly Attempt[],
): readonly Attempt[] => attempts.slice(attempts.findLastIndex(({ automatic }) => !automatic));

/** How many attempts of the chain the policy began because of causes like this one. */
const begunFor = (cause: FailureCause, chain: readonly PastAttempt[]): number =>
  chain.filter(({ automatic }, index) => {
    const before = chain[index - 1]?.cause;
    return automatic && before !== undefined && retryClassOf[before] === retryClassOf[cause];
  }).length;

export interface Failure {
  readonly cause: FailureCause;
  readonly resolution: SendingResolution;
  /** Every page that there is was confirmed, though the call ended badly. */
  readonly allConfirmed: boolean;
  /** Every attempt of the order, oldest first, the failed one last. */
  readonly attempts: readonly PastAttempt[];
  readonly now: Date;
  /** No attempt begins after it. */
  readonly deadline: Date;
  /** Milliseconds of a minute of the table. */
  readonly minuteMs: number;
}

export type AfterFailure =
  | { readonly kind: 'again'; readonly inMs: number; readonly change: RetryChange }
  | { readonly kind: 'held'; readonly why: HoldReason }
  | { readonly kind: 'final' };

/**
 * What is done about an attempt that certainly failed. An outcome that nobody knows doesn't come here: it is never tried
 * again by itself.
 * @param fraction 0 ≤ fraction < 1: where in its bounds the wait lies, so that not all who met a full line come back at once
 */
export const afterFailure = (failure: Failure, fraction: number): AfterFailure => {
  const { cause, resolution, allConfirmed, attempts, now, deadline, minuteMs } = failure;
  const rule = ruleOf(cause);
  const { change, held } = rule;
  const over: AfterFailure = held === undefined ? { kind: 'final' } : { kind: 'held', why: held };
  const wait = waitFor(rule, begunFor(cause, chainOf(attempts)));
  const isCoarsest = change === 'standard' && resolution === 'standard';
  const hasNoRest = change === 'rest' && allConfirmed;
  if (!wait || isCoarsest || hasNoRest) return over;
  const [least, most] = wait;
  const inMs = Math.round((least + (most - least) * fraction) * minuteMs);
  return now.getTime() + inMs < deadline.getTime() ? { kind: 'again', inMs, change } : over;
};

/** Where an attempt stands that the policy began. */
export interface RetryCount {
  /** What the attempt before it failed for. */
  readonly because: FailureCause;
  /** From 1, the person's own. */
  readonly attempt: number;
  /** If it goes on failing in the same way; undefined: the deadline alone ends it. */
  readonly most: number | undefined;
}

/** Undefined for an attempt that a person began. The newest attempt is the last. */
export const retryCount = (attempts: readonly PastAttempt[]): RetryCount | undefined => {
  const chain = chainOf(attempts);
  const because = chain.at(-2)?.cause;
  if (because === undefined || !chain.at(-1)?.automatic) return undefined;
  const { waits, untilDeadline } = ruleOf(because);
  const left = Math.max(waits.length - begunFor(because, chain), 0);
  const most = untilDeadline ? undefined : chain.length + left;
  return { because, attempt: chain.length, most };
};
