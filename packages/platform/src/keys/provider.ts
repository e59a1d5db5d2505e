import { Decrypter } from 'age-encryption';
import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import { recipientOf } from '../vault/hybrid.ts';
import type { IdentityPair } from '../vault/hybrid.ts';
import { createKeyWrapper } from './wrapper.ts';

/** A wrapped identity has some 1.8 kB for each recipient; far above is something else. */
const maxWrappedBytes = 16 * 1024;

/** A key provider that holds the master key in memory, however it got there. */
export const createKeyProvider = ({ identity: master, recipient }: IdentityPair): KeyProvider => ({
  ...createKeyWrapper(recipient),
  recipient,
  unwrap: async (wrapped) => {
    if (wrapped.byteLength > maxWrappedBytes) throw locked();
    try {
      const decrypter = new Decrypter();
      decrypter.addIdentity(master);
      const identity = asId<'identity'>(await decrypter.decrypt(wrapped, 'text'));
      await recipientOf(identity); // what isn't an identity must not pass for one
      return identity;
    } catch {
      throw locked(); // without a cause: it could quote what was unwrapped
    }
  },
});

const locked = (): KuvertError =>
  new KuvertError('key-locked', 'A wrapped key does not open with this master key.');
