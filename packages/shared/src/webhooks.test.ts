import { describe, expect, it } from 'vitest';

import { nextWebhookMs } from './webhooks.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('the next attempt of a webhook', () => {
  it('waits as the Standard Webhooks specification says, nine times', () => {
    const waits = Array.from({ length: 10 }, (_, failed) =>
      nextWebhookMs(failed + 1, 0, undefined),
    );
    const hours = [2, 5, 10, 14, 20, 24].map((number) => number * hour);
    expect(waits).toEqual([5_000, 5 * minute, 30 * minute, ...hours, undefined]);
  });

  it('comes up to a fifth later by chance', () => {
    expect(nextWebhookMs(2, 0.5, undefined)).toBe(5.5 * minute);
  });

  it('waits for as long as the receiver asks, but no longer than a day', () => {
    expect(nextWebhookMs(1, 0, 10 * minute)).toBe(10 * minute);
    expect(nextWebhookMs(1, 0, 1_000 * hour)).toBe(24 * hour);
  });

  it('comes no sooner because a receiver asks for it', () => {
    expect(nextWebhookMs(2, 0, 1_000)).toBe(5 * minute);
  });
});
