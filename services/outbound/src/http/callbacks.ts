import type { Request, Response } from 'express';
import { z } from 'zod';

import { admit, type Gate } from '@kuvert/platform/http/gate';
import { rawRequest, readRaw } from '@kuvert/platform/http/raw-request';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { KuvertError } from '@kuvert/shared/errors';
import { asId, type DeliveryId } from '@kuvert/shared/ids';
import type { CarrierReport, OutboundTransport } from '@kuvert/shared/ports/outbound';

import type { OutboundEvents } from '../events.ts';
import type { Steps } from '../use-cases/steps.ts';

export interface CallbackDeps {
  readonly transports: ReadonlyMap<string, OutboundTransport>;
  readonly take: (id: DeliveryId, carrier: string, report: CarrierReport) => Promise<void>;
  readonly events: Pick<OutboundEvents, 'refused'>;
  readonly steps: Steps;
  /** How many large bodies are in memory at once. */
  readonly gate: Gate;
}

const params = z.object({
  carrier: z.string().max(64).describe('the configured name of the carrier'),
  deliveryId: z.uuid().describe('our send id'),
});

/** A carrier tells how a fax goes: signed its own way, about the delivery in the path. */
export const callbackRoute = (deps: CallbackDeps): Route<undefined> =>
  defineRoute<undefined>()({
    method: 'post',
    path: '/callbacks/:carrier/:deliveryId',
    summary: 'A carrier tells how a fax goes, signed its own way; 2xx means that we know',
    accepts: { params },
    success: { status: 200, description: "the carrier's own answer", contentType: 'text/xml' },
    problems: [
      'request-invalid',
      'content-type-wrong',
      'signature-missing',
      'signature-wrong',
      'signature-stale',
      'not-found',
      'path-unknown',
      'body-too-large',
      'rate-limited',
      'internal',
    ],
    handle: ({ params: { carrier, deliveryId } }, _context, { request, response }) =>
      receive(deps, carrier, asId<'delivery'>(deliveryId), request, response),
  });

const receive = async (
  { transports, take, events, steps, gate }: CallbackDeps,
  carrier: string,
  id: DeliveryId,
  request: Request,
  response: Response,
): Promise<Answer> => {
  const transport = transports.get(carrier);
  if (!transport) throw new KuvertError('path-unknown', 'there is nothing here');
  let leave = (): void => undefined;
  try {
    leave = await admit(gate, request, transport.maxBodyBytes);
    const body = await readRaw(request, response, transport.maxBodyBytes);
    const { report, reply } = transport.readCallback(rawRequest(request, body));
    await steps('callback:authenticated');
    if (report) await take(id, carrier, report);
    return { kind: 'bytes', contentType: reply.contentType, bytes: reply.body };
  } catch (error) {
    if (error instanceof KuvertError) events.refused(carrier, error.code);
    throw error;
  } finally {
    leave();
  }
};
