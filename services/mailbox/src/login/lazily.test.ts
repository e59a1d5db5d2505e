import { expect, it, vi } from 'vitest';

import { lazily } from './lazily.ts';

it('makes a thing once for all who ask', async () => {
  const make = vi.fn<() => Promise<string>>(async () => 'thing');
  const get = lazily(make, 60_000);
  expect(await Promise.all([get(), get()])).toEqual(['thing', 'thing']);
  expect(make).toHaveBeenCalledTimes(1);
});

it('tries again after a fault', async () => {
  const make = vi
    .fn<() => Promise<string>>(async () => 'thing')
    .mockRejectedValueOnce(new Error('down'));
  const get = lazily(make, 60_000);
  await expect(get()).rejects.toThrow('down');
  expect(await get()).toBe('thing');
});

it('makes it anew when it was kept long enough', async () => {
  const make = vi.fn<() => Promise<string>>(async () => 'thing');
  const get = lazily(make, 0);
  await get();
  await get();
  expect(make).toHaveBeenCalledTimes(2);
});
