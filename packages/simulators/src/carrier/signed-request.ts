import twilio from 'twilio';

export interface SigningOptions {
  readonly method: 'GET' | 'POST';
  readonly signatureHeader: 'x-signalwire-signature' | 'x-twilio-signature';
  readonly signingKey: string;
  /** Where requests really go, when that isn't the target's own origin (a proxy). */
  readonly through?: string;
}

const answerWithinMs = 30_000;

/** One request of the carrier, signed as the dialect has it. */
export const signedRequest = (
  target: string,
  fields: Readonly<Record<string, string>>,
  { method, signatureHeader, signingKey, through }: SigningOptions,
): Promise<Response> => {
  const form = new URLSearchParams(fields).toString();
  const signed = method === 'GET' ? `${target}?${form}` : target;
  const signature = twilio.getExpectedTwilioSignature(
    signingKey,
    signed,
    method === 'GET' ? {} : { ...fields },
  );
  const url = through === undefined ? signed : signed.replace(new URL(target).origin, through);
  return fetch(url, {
    method,
    headers: { [signatureHeader]: signature, ...formType(method) },
    ...(method === 'POST' ? { body: form } : {}),
    signal: AbortSignal.timeout(answerWithinMs),
  });
};

const formType = (method: 'GET' | 'POST'): Record<string, string> =>
  method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
