import { Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { Identity, Recipient } from '@kuvert/shared/ports/vault';

/** Both halves of a key: ML-KEM-768 with X25519. */
export interface IdentityPair {
  readonly identity: Identity;
  readonly recipient: Recipient;
}

/** The human-readable part of a hybrid recipient; `age1…` and `age1tagpq1…` are other things. */
const hybridRecipient = 'age1pq1';
const hybridIdentity = 'AGE-SECRET-KEY-PQ-1';

/** Makes a new hybrid identity with its recipient, from the platform's own random source. */
export const newHybridIdentity = async (): Promise<IdentityPair> => {
  const identity = asId<'identity'>(await generateHybridIdentity());
  return { identity, recipient: await recipientOf(identity) };
};

/**
 * The public half of an identity.
 * @throws KuvertError `recipient-not-hybrid` for everything but a hybrid identity.
 */
export const recipientOf = async (identity: Identity): Promise<Recipient> => {
  if (!identity.startsWith(hybridIdentity)) throw notHybrid();
  try {
    return asId<'recipient'>(await identityToRecipient(identity));
  } catch {
    throw notHybrid(); // without a cause: the library's error may quote the secret
  }
};

/**
 * An age encrypter for hybrid recipients and nothing else.
 * @throws KuvertError `recipient-not-hybrid` when one isn't an `age1pq1…` recipient.
 */
export const encrypterFor = (recipients: readonly [Recipient, ...Recipient[]]): Encrypter => {
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    if (!recipient.startsWith(hybridRecipient)) throw notHybrid();
    try {
      encrypter.addRecipient(recipient);
    } catch (cause) {
      throw notHybrid(cause);
    }
  }
  return encrypter;
};

const notHybrid = (cause?: unknown): KuvertError =>
  new KuvertError(
    'recipient-not-hybrid',
    'A key is not a hybrid post-quantum age key (age1pq1…).',
    cause === undefined ? {} : { cause },
  );
