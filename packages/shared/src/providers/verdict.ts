import type { ProviderFacts } from './provider.ts';

/**
 * How a provider goes: `failing`, nothing but failures since; `silent`, no service has said anything of it lately;
 * `troubled`, slow or failing of late; `off` by configuration.
 */
export const providerStates = ['failing', 'silent', 'troubled', 'works', 'off'] as const;

export type ProviderState = (typeof providerStates)[number];

export interface ProviderVerdict {
  readonly state: ProviderState;
  /** Since when it is so, where that is known. */
  readonly since: Date | null;
  /** Stable: what is wrong; null where nothing is. */
  readonly code: string | null;
}

const minute = 60_000;
/** Services say every minute that they are there. */
const quietMs = 4 * minute;
/** What waits longer is late. Reading by machine takes minutes a fax, and a morning's faxes wait for each other. */
const lateMs = 15 * minute;
const textLateMs = 4 * 60 * minute;
/** A failure that was followed by success is still shown as trouble for so long. */
const ofLateMs = 30 * minute;
/** Of what went by it in a day: fewer are anybody's bad luck. */
const leastFailures = 3;
const troublingShare = 0.1;
const certificateDays = 14;

/** Certificates are renewed by people, who want to know before; a list renews itself, and is good for hours. */
const renewedByPeople: readonly ProviderFacts['kind'][] = ['saml', 'cards'];

/** The one judgement of what was recorded, for the page, the command and the doctor. */
export const verdictOf = (facts: ProviderFacts, now: Date): ProviderVerdict => {
  const { configured, announcedAt, failingSince, failureCode, goodUntil } = facts;
  if (!configured) return { state: 'off', since: null, code: null };
  if (announcedAt && now.getTime() - announcedAt.getTime() > quietMs)
    return { state: 'silent', since: announcedAt, code: 'not-heard-from' };
  if (goodUntil && goodUntil <= now) return { state: 'failing', since: goodUntil, code: 'expired' };
  if (failingSince)
    return { state: 'failing', since: failingSince, code: failureCode ?? 'internal' };
  return troubleOf(facts, now) ?? { state: 'works', since: null, code: null };
};

/** Whether somebody should see to it now. */
export const isDown = ({ state }: ProviderVerdict): boolean =>
  state === 'failing' || state === 'silent';

const troubleOf = (facts: ProviderFacts, now: Date): ProviderVerdict | undefined => {
  const { kind, waitingSince, waitingCode, lastFailureAt, failureCode, day, goodUntil } = facts;
  const since = (at: Date): number => now.getTime() - at.getTime();
  if (waitingSince && since(waitingSince) > (kind === 'text' ? textLateMs : lateMs))
    return { state: 'troubled', since: waitingSince, code: waitingCode ?? 'late' };
  if (goodUntil && renewedByPeople.includes(kind) && -since(goodUntil) < certificateDays * dayMs)
    return { state: 'troubled', since: null, code: 'expires-soon' };
  if (lastFailureAt && since(lastFailureAt) < ofLateMs)
    return { state: 'troubled', since: lastFailureAt, code: failureCode ?? 'internal' };
  if (day && day.failed >= leastFailures && day.failed >= (day.in + day.out) * troublingShare)
    return { state: 'troubled', since: lastFailureAt, code: failureCode ?? 'internal' };
  return undefined;
};

const dayMs = 24 * 60 * minute;

/** What to look at first stands first. */
export const byUrgency = <Each extends { readonly verdict: ProviderVerdict }>(
  all: readonly Each[],
): readonly Each[] =>
  all.toSorted(
    (one, other) =>
      providerStates.indexOf(one.verdict.state) - providerStates.indexOf(other.verdict.state),
  );
