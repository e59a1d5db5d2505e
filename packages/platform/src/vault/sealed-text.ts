import { Decrypter } from 'age-encryption';
import { KuvertError } from '@kuvert/shared/errors';
import type { Identity, Recipient } from '@kuvert/shared/ports/vault';
import { encrypterFor } from './hybrid.ts';

/**
 * A short text sealed whole, to lie in one column: a plain age file.
 * @throws KuvertError `recipient-not-hybrid`
 */
export const sealText = (
  text: string,
  recipients: readonly [Recipient, ...Recipient[]],
): Promise<Uint8Array> => encrypterFor(recipients).encrypt(text);

/**
 * What a sealed text says, by its schema.
 * @throws KuvertError `document-damaged`, also when it says something else
 */
export const openParsed = async <T>(
  sealed: Uint8Array,
  identities: Identity | readonly Identity[],
  schema: { parse(value: unknown): T },
): Promise<T> => {
  const text = await openText(sealed, identities);
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // without a cause: it would quote what was written
    throw new KuvertError('document-damaged', 'A sealed text is not what was sealed.');
  }
};

/** @throws KuvertError `document-damaged` when it isn't whole, or for none of these identities. */
export const openText = async (
  sealed: Uint8Array,
  identities: Identity | readonly Identity[],
): Promise<string> => {
  try {
    const decrypter = new Decrypter();
    for (const identity of [identities].flat()) decrypter.addIdentity(identity);
    return await decrypter.decrypt(sealed, 'text');
  } catch {
    // without a cause: for a malformed identity the library's error may quote it
    throw new KuvertError('document-damaged', 'A sealed text does not open with this key.');
  }
};
