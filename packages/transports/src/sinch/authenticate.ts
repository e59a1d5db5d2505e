import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import { KuvertError } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { webhookUser } from './settings.ts';

/** The password in the callback address of one delivery: whoever knows it tells of no other. */
export const callbackPassword = (secret: string, deliveryId: string): string =>
  createHmac('sha256', secret).update(`callback ${deliveryId}`).digest('base64url');

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Checks basic authentication (RFC 7617), which is all that Sinch offers. It vouches for who sends, not for what is
 * sent; the addresses that Sinch sends from are for the proxy to check.
 * @throws KuvertError `signature-missing`, `signature-wrong`
 */
export const authenticate = ({ headers }: RawRequest, password: string): void => {
  const given = headers['authorization'];
  if (!given) throw new KuvertError('signature-missing', 'the request names no sender');
  const expected = Buffer.from(`${webhookUser}:${password}`).toString('base64');
  const sent = /^basic +(.*)$/i.exec(given)?.[1] ?? '';
  // hashed, so that the time tells nothing of the length either
  if (!timingSafeEqual(sha256(sent), sha256(expected)))
    throw new KuvertError('signature-wrong', 'the sender is not who it should be');
};
