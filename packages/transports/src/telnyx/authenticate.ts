import { createPublicKey, verify, type KeyObject } from 'node:crypto';

import { KuvertError } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { assertFresh } from '../freshness.ts';

export const signatureHeader = 'telnyx-signature-ed25519';
export const timestampHeader = 'telnyx-timestamp';

/** Base64 of the 64 bytes that an Ed25519 signature is. */
const base64 = /^[A-Za-z0-9+/]{86}(==)?$/;

/** @throws TypeError or an error of node:crypto for what is no key of 32 bytes in base64 */
export const publicKeyOf = (text: string): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(text, 'base64').toString('base64url') },
    format: 'jwk',
  });

/**
 * Checks the Ed25519 signature over `timestamp|` and the raw body, and that its time is near.
 * Telnyx, "Receiving webhooks": 300 s of tolerance are ours, as the time is to be checked and no bound is given.
 * @throws KuvertError `signature-missing`, `signature-stale`, `signature-wrong`
 */
export const authenticate = (request: RawRequest, key: KeyObject, now: Date): void => {
  const { [timestampHeader]: timestamp, [signatureHeader]: signature } = request.headers;
  if (!timestamp || !signature)
    throw new KuvertError('signature-missing', 'the request is not signed');
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`), request.body]);
  if (!base64.test(signature) || !verify(null, signed, key, Buffer.from(signature, 'base64')))
    throw new KuvertError('signature-wrong', "the signature is not of our account's key");
  assertFresh(timestamp, now);
};
