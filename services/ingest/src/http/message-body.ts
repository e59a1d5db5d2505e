import type { Request, Response } from 'express';

import { admit, type Gate } from '@kuvert/platform/http/gate';
import { toBoom } from '@kuvert/platform/http/problem';
import { readRaw } from '@kuvert/platform/http/raw-request';
import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';
import { mostMessageBytes } from '@kuvert/shared/partners/client-api';
import { rejected, type Receipt } from '@kuvert/shared/partners/reasons';

/** What may keep a partner's message from being looked at, or filed. */
export const sendProblems = [
  'content-type-wrong',
  'token-required',
  'token-invalid',
  'scope-missing',
  'rate-limited',
  'object-store-failed',
  'key-missing',
  'converter-unavailable',
  'intake-closed',
  'internal',
] as const satisfies readonly ErrorCode[];

/**
 * Reads a partner's message in its turn and gives it to `use`, with a place in memory until that is done.
 * @throws KuvertError `content-type-wrong` for a type that isn't among `types`, `rate-limited`; what `use` throws
 */
export const withMessageBody = async <Outcome>(
  gate: Gate,
  request: Request,
  response: Response,
  types: string[],
  use: (body: Uint8Array) => Promise<Outcome>,
): Promise<Outcome | (Receipt & { readonly kind: 'rejected' })> => {
  if (!request.is(types))
    throw new KuvertError('content-type-wrong', `this takes ${types.join(' or ')}`);
  try {
    const leave = await admit(gate, request, mostMessageBytes);
    try {
      return await use(await readRaw(request, response, mostMessageBytes));
    } finally {
      leave();
    }
  } catch (error) {
    if (toBoom(error).data?.code === 'body-too-large') return rejected('BV', 'too-long');
    throw error;
  }
};
