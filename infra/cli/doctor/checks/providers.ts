import { adviceOf, type JudgedProvider } from '@kuvert/shared/providers/advice';
import type { ProviderKind } from '@kuvert/shared/providers/provider';

import { providersStatus } from '../../actions/providers.ts';
import { adviceWords, providerName } from '../../provider-words.ts';
import type { Check } from '../doctor.ts';
import { ok, wrong, type Finding } from '../finding.ts';

/** Of carriers, SDK, mail, cards, SAML and checkpoints other checks say more. */
const saidHere: readonly ProviderKind[] = [
  ...([
    'service',
    'openid',
    'ocsp',
    'database',
    'objects',
    'bell',
    'keys',
    'text',
    'clock',
  ] as const),
];

/** What the services themselves say of what they lean on: seen from where they run, not from here. */
export const checkProviders: Check = async ({ database }, clock) => {
  const all = await providersStatus({ database, clock })();
  const findings = all.filter(({ facts }) => saidHere.includes(facts.kind)).flatMap(findingsOf);
  return findings.length > 0 || all.length === 0
    ? findings
    : [ok('providers', 'services say that what they lean on works')];
};

const findingsOf = (provider: JudgedProvider): readonly Finding[] => {
  const { facts, verdict } = provider;
  const advice = adviceOf(facts, verdict);
  if (advice === undefined) return [];
  const since = verdict.since ? ` since ${verdict.since.toISOString().slice(0, 16)}Z` : '';
  const name = providerName(provider);
  if (verdict.state === 'silent')
    return [wrong('providers', `${name} was not heard from${since}`, adviceWords[advice])];
  if (verdict.state === 'failing')
    return [
      wrong(
        'providers',
        `${name} fails for ${facts.services.join(', ') || 'the mailbox'}${since}: ${verdict.code ?? ''}`,
        adviceWords[advice],
      ),
    ];
  return [];
};
