import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { referralTask } from './referral-task.ts';

/** The Task in `docs/referrals.md`. */
const [shown = ''] =
  /\{"resourceType":"Task".*\}\}\}/s.exec(
    readFileSync(new URL('../../../../../docs/referrals.md', import.meta.url), 'utf8'),
  ) ?? [];

it('the Task of the guide is what a partner is told', () => {
  const task = referralTask({
    id: 'ff325210-0690-42fe-b86f-95ecab821223',
    state: 'on-hold',
    isForwarded: false,
    answerBy: '2027-01-07',
    acceptedAt: new Date('2026-11-27T12:00:00Z'),
    changedAt: new Date('2026-11-28T09:41:07Z'),
    department: {
      name: 'Socialtjänsten',
      address: 'sdk:socialtjansten:0203:kommunen.example',
    },
  });
  expect(JSON.parse(shown)).toEqual(task);
});
