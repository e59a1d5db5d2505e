import type {
  CarrierCall,
  CarrierCallBody,
  CarrierCallOptions,
  CarrierCallOutcome,
} from '@kuvert/shared/ports/carrier-call';
import { callOnce } from './call-once.ts';
import { authorization } from './guard.ts';
import type { GuardOptions } from './guard.ts';
import { guardedRequest } from './guarded-request.ts';
import { readBounded } from './read-bounded.ts';

/** Makes the call by which orders are handed to a carrier; see the port for what it promises. */
export const createCarrierCall =
  (guard: GuardOptions): CarrierCall =>
  (address, options) =>
    callOnce(options.deadlineMs, (signal, mayUse) => post(address, guard, options, signal, mayUse));

const post = (
  address: string,
  guard: GuardOptions,
  { body, credentials, maxBytes }: CarrierCallOptions,
  signal: AbortSignal,
  mayUse: () => boolean,
): Promise<CarrierCallOutcome> => {
  const written = writtenBody(body);
  const headers = {
    authorization: authorization(credentials),
    'content-type': written.type,
    accept: 'application/json',
  };
  return guardedRequest(
    address,
    guard,
    { method: 'POST', headers, body: written.text, signal },
    async (response) => ({
      kind: 'answered',
      status: response.status,
      bytes: await readBounded(response, maxBytes),
    }),
    mayUse,
  );
};

const writtenBody = (body: CarrierCallBody): { readonly type: string; readonly text: string } =>
  body.kind === 'form'
    ? {
        type: 'application/x-www-form-urlencoded',
        text: new URLSearchParams(body.fields).toString(),
      }
    : { type: 'application/json', text: JSON.stringify(body.value) };
