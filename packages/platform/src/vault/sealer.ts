import type { Sealer } from '@kuvert/shared/ports/vault';
import { splitAgeFile } from './age-file.ts';
import { sha256Hex } from './digest.ts';
import { encrypterFor } from './hybrid.ts';

/** Seals documents in the age format. Needs public keys alone and can open nothing. */
export const createSealer = (): Sealer => ({
  seal: async (plain, recipients) => {
    const { header, payload } = splitAgeFile(await encrypterFor(recipients).encrypt(plain));
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
