import type { KeyObject } from 'node:crypto';

import { eventBody, signatureHeaders } from '@kuvert/simulators/telnyx';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { now } from './signed-requests.ts';

/** A webhook with this very body, signed with the account's key. */
export const signedEvent = (
  body: Uint8Array,
  key: KeyObject,
  target: string,
  at = now,
): RawRequest => ({
  method: 'POST',
  target,
  headers: signatureHeaders(body, key, at),
  body,
});

/** A webhook of this type. */
export const telnyxEvent = (
  type: string,
  payload: Readonly<Record<string, unknown>>,
  key: KeyObject,
  target: string,
): RawRequest => signedEvent(eventBody({ type, payload }, target), key, target);
