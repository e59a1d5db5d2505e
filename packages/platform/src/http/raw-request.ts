import express, { type Request, type Response } from 'express';

import type { RawRequest } from '@kuvert/shared/ports/transport';

/** The bytes as they came, bounded; a compressed body is refused, since it can't be bounded before it is unpacked. */
export const readRaw = (request: Request, response: Response, limit: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const parse = express.raw({ type: () => true, limit, inflate: false });
    parse(request, response, (error?: unknown) => {
      if (error !== undefined) reject(error);
      else resolve(request.body instanceof Uint8Array ? request.body : new Uint8Array());
    });
  });

/** The request as a transport takes it. */
export const rawRequest = (request: Request, body: Uint8Array): RawRequest => ({
  method: request.method === 'GET' ? 'GET' : 'POST',
  target: request.originalUrl,
  headers: Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  ),
  body,
});
