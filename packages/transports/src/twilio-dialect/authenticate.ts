import twilio from 'twilio';

import { KuvertError } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import type { Fields } from './fields.ts';
import type { TwilioDialectSettings } from './settings.ts';

/**
 * Checks the carrier's signature over the public URL and the fields, and that the account is ours.
 * The scheme carries no time: replays are stopped by the event id.
 * @throws KuvertError `signature-missing`, `signature-wrong`
 */
export const authenticate = (
  request: RawRequest,
  fields: Fields,
  { publicOrigin, accountSid, signingKey }: TwilioDialectSettings,
): void => {
  const signature =
    request.headers['x-signalwire-signature'] ?? request.headers['x-twilio-signature'];
  if (!signature) throw new KuvertError('signature-missing', 'the request is not signed');
  const url = publicOrigin + request.target;
  // In a GET the query is part of the URL already.
  const signed = isValid(signingKey, signature, url, request.method === 'POST' ? fields : {});
  if (!signed || fields['AccountSid'] !== accountSid)
    throw new KuvertError('signature-wrong', 'the signature is not of our account');
};

/** The validator throws on what is no URL. */
const isValid = (key: string, signature: string, url: string, fields: Fields): boolean =>
  URL.canParse(url) && twilio.validateRequest(key, signature, url, fields);
