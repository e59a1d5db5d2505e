import { createPrivateKey, type KeyObject } from 'node:crypto';

import { ClientSecretBasic, PrivateKeyJwt, type ClientAuth } from 'openid-client';

import { KuvertError } from '@kuvert/shared/errors';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';

import type { ClientProof } from '../config.ts';

/**
 * Reads what the mailbox proves itself to the identity provider with.
 * @throws KuvertError `key-missing`, `configuration-wrong`
 */
export const readClientProof = async (proof: ClientProof): Promise<ClientAuth> => {
  const secret = await readSecretFile(proof.file);
  switch (proof.kind) {
    case 'secret':
      return ClientSecretBasic(secret);
    case 'private-key':
      return PrivateKeyJwt(toCryptoKey(parse(secret, proof.file), proof.file));
  }
};

const parse = (pem: string, file: string): KeyObject => {
  try {
    return createPrivateKey(pem);
  } catch {
    throw wrong(file); // without a cause: it could quote the key
  }
};

/** RS256 for an RSA key of 2048 bits or more, ES256 for one on P-256. */
const toCryptoKey = (key: KeyObject, file: string): ReturnType<KeyObject['toCryptoKey']> => {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048)
    return key.toCryptoKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']);
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1')
    return key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  throw wrong(file);
};

const wrong = (file: string): KuvertError =>
  new KuvertError(
    'configuration-wrong',
    `The file ${file} holds no private key in PEM: RSA of 2048 bits or more, or EC on P-256.`,
  );
