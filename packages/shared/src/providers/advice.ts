import type { ProviderFacts, ProviderKind } from './provider.ts';
import { isDown, type ProviderVerdict } from './verdict.ts';

/** What to do about a provider, each a sentence in every language. */
export const adviceKinds = [
  'account',
  'address',
  'carrier',
  'clock',
  'credentials',
  'log',
  'network',
  'queue',
  'renew',
  'service',
] as const;

export type AdviceKind = (typeof adviceKinds)[number];

/** Codes that name their remedy whatever they are about; codes of the network are told by their form. */
const byCode: Readonly<Record<string, AdviceKind>> = {
  'not-heard-from': 'service',
  expired: 'renew',
  'expires-soon': 'renew',
  'clock-differs': 'clock',
  late: 'queue',
  account: 'account',
  'carrier-account': 'account',
  refused: 'credentials',
  'carrier-refused': 'credentials',
  'fetch-refused': 'credentials',
  'message-service-refused': 'credentials',
  '401': 'credentials',
  '403': 'credentials',
  EAUTH: 'credentials',
  ENOENT: 'log',
  'media-not-fetched': 'address',
  congestion: 'carrier',
  'fetch-failed': 'network',
  'no-answer': 'network',
  'carrier-unreachable': 'network',
  'login-provider-unreachable': 'network',
  'message-service-unavailable': 'network',
  'media-unreachable': 'network',
  'submit-unanswered': 'network',
};

/** As the operating system and Node say that nobody answered, and gateways. */
const networkCodes =
  /^(E(CONN|NOTFOUND|HOST|NET|TIMEDOUT|AI_|SOCKET|DNS|PIPE)|UND_ERR|50\d$|(.*-)?too-slow$)/;

/** Undefined where nothing is wrong. */
export const adviceOf = (
  { kind }: Pick<ProviderFacts, 'kind'>,
  { code }: ProviderVerdict,
): AdviceKind | undefined => {
  if (code === null) return undefined;
  const known = byCode[code];
  if (known) return known;
  if (networkCodes.test(code)) return 'network';
  return kind === 'carrier' || kind === 'sdk' ? 'carrier' : 'log';
};

/** Where to look first. */
export type Blame = 'well' | 'watch' | 'us' | 'network' | 'them';

export interface JudgedProvider {
  readonly facts: ProviderFacts;
  readonly verdict: ProviderVerdict;
}

/** Machines beside Kuvert; all others are somebody else's, and reached through the network. */
const ours: readonly ProviderKind[] = [
  ...(['service', 'database', 'objects', 'bell', 'keys', 'text', 'clock'] as const),
];

/**
 * Is it us, one of them, or the network? Several others who can't be reached while none was heard of since the first of them
 * fell silent: then it is hardly they.
 */
export const blameOf = (all: readonly JudgedProvider[]): Blame => {
  const down = all.filter(({ verdict }) => isDown(verdict));
  if (down.some(({ facts }) => ours.includes(facts.kind))) return 'us';
  if (down.length > 0) return isTheNetwork(all, down) ? 'network' : 'them';
  return all.some(({ verdict }) => verdict.state === 'troubled') ? 'watch' : 'well';
};

const isTheNetwork = (all: readonly JudgedProvider[], down: readonly JudgedProvider[]): boolean => {
  const unreached = down.filter(({ facts, verdict }) => adviceOf(facts, verdict) === 'network');
  const since = Math.min(
    ...unreached.map(({ verdict }) => verdict.since?.getTime() ?? Number.POSITIVE_INFINITY),
  );
  const heard = all.some(
    ({ facts }) => !ours.includes(facts.kind) && (facts.lastSuccessAt?.getTime() ?? 0) > since,
  );
  return unreached.length > 1 && unreached.length === down.length && !heard;
};
