import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';

import type { Request, Response } from 'express';
import { z } from 'zod';

import type { Gate } from '@kuvert/platform/http/gate';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { KuvertError } from '@kuvert/shared/errors';

import type { ServedMedia } from '../use-cases/serve-media.ts';

export interface MediaDeps {
  readonly serve: (id: string, token: string) => Promise<ServedMedia | undefined>;
  /** How many documents are in memory at once. */
  readonly gate: Gate;
}

const params = z.object({ deliveryId: z.uuid(), token: z.string().max(1000) });

/** Where a carrier fetches the pages of one fax. Whatever is wrong with a link, it leads nowhere. */
export const mediaRoute = (deps: MediaDeps): Route<undefined> =>
  defineRoute<undefined>()({
    method: 'get',
    path: '/media/:deliveryId/:token',
    summary: 'The pages of one fax, for the carrier that was given the link, while it needs them',
    accepts: { params },
    success: { status: 200, description: 'the pages', contentType: 'application/pdf' },
    problems: ['not-found', 'rate-limited'],
    handle: async ({ params: { deliveryId, token } }, _context, { request, response }) => {
      const leave = await deps.gate.enter();
      try {
        const media = await deps.serve(deliveryId, token);
        if (!media) throw new KuvertError('not-found', 'there is nothing here');
        return await send(media, request, response);
      } finally {
        leave();
      }
    },
  });

const chunkBytes = 64 * 1024;

/** Counted as read when the last byte was taken; a look at the head alone is none. */
const send = async (
  { mediaType, bytes, read }: ServedMedia,
  request: Request,
  response: Response,
): Promise<Answer> => {
  response.status(200).set({
    'content-type': mediaType,
    'content-length': String(bytes.byteLength),
    'cache-control': 'no-store',
    'content-disposition': 'attachment',
  });
  if (request.method === 'HEAD') {
    response.end();
    return { kind: 'taken-over' };
  }
  try {
    await pipeline(Readable.from(chunksOf(bytes), { objectMode: false }), response);
  } catch {
    return { kind: 'taken-over' }; // the carrier hung up: it comes again, or not
  }
  await read();
  return { kind: 'taken-over' };
};

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let at = 0; at < bytes.byteLength; at += chunkBytes)
    yield bytes.subarray(at, at + chunkBytes);
}
