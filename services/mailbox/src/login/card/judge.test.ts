import { expect, it } from 'vitest';

import {
  lookAlikeRules,
  lookAlikeTrust,
  makeCard,
  now,
} from '@kuvert/identity/test-support/siths-look-alike';

import { createJudge } from './judge.ts';
import type { Effort } from './revocation/evidence.ts';

const judgeWhere = (refusedAfterMs: number, crls?: readonly Buffer[]) => {
  const asked: Effort['byList'][] = [];
  const judge = createJudge({
    ...{ refusedAfterMs, evidenceMs: 1_000, rules: lookAlikeRules, clock: { now: () => now } },
    gather: async (_card, { byList }) => {
      asked.push(byList);
      return lookAlikeTrust(crls && { crls });
    },
  });
  return { judge, asked };
};

it('a no takes as long as every no, also where nobody has to be asked to know it', async () => {
  const { judge } = judgeWhere(150);
  const begun = performance.now();
  const { reason } = await judge(Buffer.from('no card'));
  expect(reason).toBe('certificate-unreadable');
  // timers may be early by a millisecond
  expect(performance.now() - begun).toBeGreaterThanOrEqual(149);
});

it('a yes waits for nothing, and no list is asked for', async () => {
  const { judge, asked } = judgeWhere(600_000);
  expect([(await judge(makeCard())).reason, asked]).toEqual(['accepted', [false]]);
});

it('a card of whose revocation nothing is known is looked for in the list, and refused without', async () => {
  const { judge, asked } = judgeWhere(1, []);
  expect([(await judge(makeCard())).reason, asked]).toEqual(['revocation-unknown', [false, true]]);
});
