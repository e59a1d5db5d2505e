import type { Sealer } from '@kuvert/shared/ports/vault';
import { splitAgeFile } from './age-file.ts';
import { sha256Hex } from './digest.ts';
import { encrypterFor } from './hybrid.ts';
import { inSlices, joined } from './slices.ts';

/** Seals documents in the age format. Needs public keys alone and can open nothing. */
export const createSealer = (): Sealer => ({
  seal: async (plain, recipients) => {
    const file = await encrypterFor(recipients).encrypt(inSlices(plain));
    const { header, payload } = splitAgeFile(await joined(file));
    return {
      header,
      payload,
      facts: {
        payloadSize: payload.byteLength,
        payloadSha256: sha256Hex(payload),
        plainSize: plain.byteLength,
        plainSha256: sha256Hex(plain),
      },
    };
  },
});
