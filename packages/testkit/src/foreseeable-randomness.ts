import type { Randomness } from '@kuvert/shared/ids';

/** Counts instead of drawing lots: the first UUID ends in 1, the second in 2; tokens too are never the same twice. */
export const createForeseeableRandomness = (): Randomness => {
  let drawn = 0;
  const next = (): string => (++drawn).toString(16);
  return {
    uuid: () => `00000000-0000-4000-8000-${next().padStart(12, '0')}`,
    fraction: () => 0,
    token: (bytes) => Buffer.from(next().padStart(bytes * 2, '0'), 'hex').toString('base64url'),
  };
};
