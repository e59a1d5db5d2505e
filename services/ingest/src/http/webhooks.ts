import type { Request, Response } from 'express';
import { z } from 'zod';

import { admit, type Gate } from '@kuvert/platform/http/gate';
import { rawRequest, readRaw } from '@kuvert/platform/http/raw-request';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';
import type { MessageId } from '@kuvert/shared/ids';
import type { InboundTransport, Received } from '@kuvert/shared/ports/transport';
import type { Reception } from '@kuvert/shared/reception';

import type { IngestEvents } from '../events.ts';

export interface WebhookDeps {
  readonly transports: ReadonlyMap<string, InboundTransport>;
  /** Keeps a reception durably. */
  readonly accept: (reception: Reception) => Promise<MessageId>;
  /** Keeps what a sender says of the copy that it kept. */
  readonly reportCopy: (
    carrier: string,
    eventId: string,
    outcome: 'deleted' | 'delete-failed',
  ) => Promise<MessageId>;
  readonly events: Pick<IngestEvents, 'refused'>;
  /** How many large bodies are in memory at once, from their first byte until they are filed. */
  readonly gate: Gate;
}

/** Names the message that a reception became, for whoever plays or debugs a carrier. */
export const messageHeader = 'x-kuvert-message';

const problems: readonly ErrorCode[] = [
  'request-invalid',
  'content-type-wrong',
  'signature-missing',
  'signature-wrong',
  'signature-stale',
  'path-unknown',
  'body-too-large',
  'rate-limited',
  'object-store-failed',
  'key-missing',
  'converter-unavailable',
  'intake-closed',
  'internal',
];

const params = z.object({
  carrier: z.string().max(64).describe('the configured name of the carrier'),
  step: z.string().max(64).describe('what the carrier reports'),
});

/** Every carrier's way in: the raw request goes to its transport, which knows what is authentic and what it means. */
export const webhookRoutes = (deps: WebhookDeps): readonly Route<undefined>[] =>
  (['get', 'post'] as const).map((method) =>
    defineRoute<undefined>()({
      method,
      path: '/webhooks/:carrier/:step',
      summary:
        'A carrier reports a fax, signed its own way; 2xx means that the fax is safe with us',
      accepts: { params },
      success: { status: 200, description: "the carrier's own answer", contentType: 'text/xml' },
      problems,
      handle: ({ params: { carrier } }, _context, { request, response }) =>
        receive(deps, carrier, request, response),
    }),
  );

const receive = async (
  deps: WebhookDeps,
  carrier: string,
  request: Request,
  response: Response,
): Promise<Answer> => {
  const transport = deps.transports.get(carrier);
  if (!transport) throw new KuvertError('path-unknown', 'there is nothing here');
  const leave = await counted(deps, carrier, () =>
    admit(deps.gate, request, transport.maxBodyBytes),
  );
  try {
    const received = await authentic(deps, transport, request, response);
    const message = await keep(deps, carrier, received);
    const { contentType, body } = received.reply;
    const headers = message === undefined ? {} : { headers: { [messageHeader]: message } };
    return { kind: 'bytes', contentType, bytes: body, ...headers };
  } finally {
    leave();
  }
};

/** Resolves after the durable commit with the message that it is about. */
const keep = async (
  { accept, reportCopy }: WebhookDeps,
  carrier: string,
  received: Received,
): Promise<MessageId | undefined> => {
  if (received.kind === 'reception') return accept(received.reception);
  if (received.kind === 'copy') return reportCopy(carrier, received.eventId, received.outcome);
  return undefined;
};

const authentic = (
  deps: WebhookDeps,
  transport: InboundTransport,
  request: Request,
  response: Response,
): Promise<Received> =>
  counted(deps, transport.carrier, async () => {
    const body = await readRaw(request, response, transport.maxBodyBytes);
    return transport.receive(rawRequest(request, body));
  });

/** Whoever is refused is counted. */
const counted = async <T>(
  { events }: WebhookDeps,
  carrier: string,
  act: () => Promise<T>,
): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (error instanceof KuvertError) events.refused(carrier, error.code);
    throw error;
  }
};
