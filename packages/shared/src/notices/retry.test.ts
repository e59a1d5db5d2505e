import { expect, it } from 'vitest';

import { nextNoticeMs, noticeEndsMs } from './retry.ts';

const minute = 60_000;

it('a notice is tried after longer and longer waits, and given up within six hours', () => {
  const waits: number[] = [];
  let age = 0;
  for (let tries = 1; ; tries++) {
    const wait = nextNoticeMs(tries, age);
    if (wait === undefined) break;
    waits.push(wait / minute);
    age += wait;
  }
  expect(waits).toEqual([1, 2, 5, 10, ...Array.from({ length: 22 }, () => 15)]);
  expect(age).toBeLessThanOrEqual(noticeEndsMs);
});
