import { Decrypter } from 'age-encryption';
import { KuvertError } from '@kuvert/shared/errors';
import type { Identity, Opener, Sealed } from '@kuvert/shared/ports/vault';
import { joinAgeFile } from './age-file.ts';
import { sha256Hex } from './digest.ts';
import { inSlices, joined } from './slices.ts';

/** Opens documents in the age format; a swapped, cut or replayed payload is refused before one byte is released. */
export const createOpener = (): Opener => ({
  open: async (sealed, identity) => {
    const { facts } = sealed;
    if (!matches(sealed.payload, facts.payloadSize, facts.payloadSha256)) {
      throw damaged('The sealed payload is not the one that was stored.');
    }
    const plain = await decrypt(sealed, identity);
    if (!matches(plain, facts.plainSize, facts.plainSha256)) {
      throw damaged('The document is not the one that was sealed.');
    }
    return plain;
  },
});

const matches = (bytes: Uint8Array, size: number, sha256: string): boolean =>
  bytes.byteLength === size && sha256Hex(bytes) === sha256;

const decrypt = async (sealed: Sealed, identity: Identity): Promise<Uint8Array> => {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return await joined(await decrypter.decrypt(inSlices(joinAgeFile(sealed))));
  } catch {
    // without a cause: for a malformed identity the library's error may quote it
    throw damaged('The document does not open with this key.');
  }
};

const damaged = (message: string): KuvertError => new KuvertError('document-damaged', message);
