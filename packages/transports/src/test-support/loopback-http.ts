import { codeOf, KuvertError } from '@kuvert/shared/errors';
import type { CarrierCall } from '@kuvert/shared/ports/carrier-call';
import type { Credentials } from '@kuvert/shared/ports/credentials';
import type { GuardedFetch } from '@kuvert/shared/ports/fetch';

const authorization = (credentials: Credentials): string =>
  credentials.kind === 'bearer'
    ? `Bearer ${credentials.token}`
    : `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;

/** Fetches from a simulated carrier on this machine, unguarded; failures have the port's codes. */
export const loopbackFetch: GuardedFetch = async (url, options) => {
  const { method = 'GET', credentials, maxBytes, deadlineMs } = options;
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(deadlineMs),
    ...(credentials ? { headers: { authorization: authorization(credentials) } } : {}),
  }).catch((cause: unknown) => {
    throw new KuvertError('fetch-failed', 'it can not be reached', { cause });
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { status } = response;
  if (status === 404) throw new KuvertError('fetch-not-found', 'there is none');
  if (status === 401 || status === 403) throw new KuvertError('fetch-refused', 'not for us');
  if (!response.ok) throw new KuvertError('fetch-failed', 'it failed');
  if (bytes.byteLength > maxBytes) throw new KuvertError('fetch-too-large', 'too much');
  return { status, contentType: response.headers.get('content-type') ?? '', bytes };
};

/** Hands over to a simulated carrier on this machine. */
export const loopbackCall: CarrierCall = async (url, { body, credentials, deadlineMs }) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      signal: AbortSignal.timeout(deadlineMs),
      headers: {
        authorization: authorization(credentials),
        ...(body.kind === 'json' ? { 'content-type': 'application/json' } : {}),
      },
      body: body.kind === 'json' ? JSON.stringify(body.value) : new URLSearchParams(body.fields),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { kind: 'answered', status: response.status, bytes };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const code = codeOf(cause);
    return { kind: code === 'ECONNREFUSED' ? 'not-sent' : 'unanswered', code };
  }
};

/** Nobody listens there. */
export const nowhere = 'http://127.0.0.1:65535';
