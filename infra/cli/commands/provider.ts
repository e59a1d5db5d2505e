import { adviceOf, blameOf, type JudgedProvider } from '@kuvert/shared/providers/advice';
import { isDown } from '@kuvert/shared/providers/verdict';

import { providersStatus } from '../actions/providers.ts';
import type { Command } from '../command.ts';
import { adviceWords, blameWords, providerName, stateWords } from '../provider-words.ts';
import { tableLines } from '../table.ts';

export const providerStatus: Command = {
  name: 'provider status',
  summary: 'carriers, mail, logins, stores and services: how each goes, and since when',
  optionHelp: [
    '  Exit status 1 when one is failing or not heard from; slow or failing of late does not count.',
  ],
  run: async ({ house, clock }) => {
    const { database } = await house();
    const all = await providersStatus({ database, clock })();
    const blame = blameOf(all);
    return {
      lines: [
        ...tableLines(
          ['provider', 'state', 'since', 'code', 'in 24 h', 'out', 'failed', 'waits'],
          all.map(rowOf),
        ),
        '',
        all.length === 0 ? 'No service has said anything yet: do they run?' : blameWords[blame],
        ...all.flatMap(todoOf),
      ],
      data: { blame, providers: all.map(dataOf) },
      ok: all.length > 0 && !all.some(({ verdict }) => isDown(verdict)),
    };
  },
};

const rowOf = (provider: JudgedProvider): readonly (string | number | null)[] => {
  const { facts, verdict } = provider;
  return [
    providerName(provider),
    stateWords[verdict.state],
    verdict.since?.toISOString() ?? null,
    verdict.code,
    facts.day?.in ?? null,
    facts.day?.out ?? null,
    facts.day?.failed ?? null,
    facts.waiting,
  ];
};

const todoOf = (provider: JudgedProvider): readonly string[] => {
  const advice = adviceOf(provider.facts, provider.verdict);
  return advice === undefined ? [] : [`  ${providerName(provider)} → ${adviceWords[advice]}`];
};

const dataOf = ({ facts, verdict }: JudgedProvider): object => ({
  ...facts,
  ...verdict,
  advice: adviceOf(facts, verdict) ?? null,
});
