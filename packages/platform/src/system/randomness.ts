import { randomBytes, randomUUID } from 'node:crypto';
import type { Randomness } from '@kuvert/shared/ids';

/** The operating system's cryptographic random source. */
export const systemRandomness: Randomness = {
  uuid: () => randomUUID(),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  fraction: () => Math.random(),
};
