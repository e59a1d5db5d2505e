import { createHmac, timingSafeEqual } from 'node:crypto';

import { KuvertError } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { assertFresh } from '../freshness.ts';
import { signatureHeader, timestampHeader } from './settings.ts';

/**
 * Checks the HMAC-SHA256 (hex) over `timestamp.` and the raw body, and that its time is near.
 * @throws KuvertError `signature-missing`, `signature-stale`, `signature-wrong`
 */
export const authenticate = (request: RawRequest, key: string, now: Date): void => {
  const { [timestampHeader]: timestamp, [signatureHeader]: signature } = request.headers;
  if (!timestamp || !signature)
    throw new KuvertError('signature-missing', 'the request is not signed');
  const expected = createHmac('sha256', key).update(`${timestamp}.`).update(request.body).digest();
  const given = /^[0-9a-f]{64}$/.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(0);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new KuvertError('signature-wrong', 'the signature is not ours');
  assertFresh(timestamp, now);
};
