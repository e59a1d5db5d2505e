import { describe, expect, it } from 'vitest';
import { createFixedClock } from './fixed-clock.ts';

describe('the fixed clock', () => {
  it('stands still until it is moved', () => {
    const clock = createFixedClock('2026-03-01T12:00:00Z');
    expect(clock.now()).toEqual(clock.now());
    clock.advance(60_000);
    expect(clock.now().toISOString()).toBe('2026-03-01T12:01:00.000Z');
  });
});
