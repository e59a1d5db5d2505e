import type { KeyWrapper } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';
import { encrypterFor } from '../vault/hybrid.ts';

/**
 * Wraps department identities by sealing them to the master key's public half: a plain age file.
 * @throws KuvertError `recipient-not-hybrid`, at once, when the master recipient isn't hybrid.
 */
export const createKeyWrapper = (master: Recipient): KeyWrapper => {
  const encrypter = encrypterFor([master]);
  return { wrap: (identity) => encrypter.encrypt(identity) };
};
