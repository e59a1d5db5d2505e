import { timingSafeEqual } from 'node:crypto';

import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { z, ZodError } from 'zod';

import { MessageStatus, SentMessage } from '@kuvert/shared/partners/client-api';
import { accepted, type Receipt } from '@kuvert/shared/partners/reasons';
import { rejectionReasons } from '@kuvert/shared/partners/refusal';

import { listen, type Listening } from '../listen.ts';
import type { SimulatedMessageService } from '../message-service.ts';
import { Operation, ServiceFault } from './faults.ts';

const reasonWords = rejectionReasons.map(({ code, reason }) => `${code} ${reason}`);

const Fault = z.strictObject({
  on: Operation,
  fault: ServiceFault,
  times: z.int().min(1).max(1000).default(1),
});
const GivenReceipt = z.strictObject({
  messageId: z.uuid(),
  /** Such as `BV not-found`; accepted without it. */
  reason: z.enum(reasonWords).optional(),
});
const Holding = z.strictObject({ hold: z.boolean() });
const ShownState = z.strictObject({ messageId: z.uuid(), status: MessageStatus });

type Controlled = Pick<
  SimulatedMessageService,
  | 'received'
  | 'deliver'
  | 'giveReceipt'
  | 'holdReceipts'
  | 'show'
  | 'all'
  | 'faults'
  | 'expireTokens'
>;

/**
 * Where the organisations behind a message service are played, and where it is told what goes wrong: on loopback, for
 * whoever has the token (Bearer).
 *
 *     GET  /received          what they got
 *     POST /deliver           a message of theirs, in the client API's shape; its receipt
 *     POST /faults            { on, fault, times }
 *     GET  /messages          what the service holds: { messageId, status, sender } each
 *     POST /held-receipts     { hold }: whether receipts wait until they are given
 *     POST /receipts          { messageId, reason }: a receipt that comes late, twice, or rejects
 *     POST /states            { messageId, status }: out of order
 *     POST /expired-tokens
 */
export const startMessageServiceControl = async (
  service: Controlled,
  token: string,
  port?: number,
): Promise<Listening> => {
  const app = express();
  app.disable('x-powered-by');
  app.use(onlyWith(token));
  app.get('/received', (_request, response) => void response.json(service.received));
  app.get('/messages', (_request, response) => {
    response.json(
      service.all().map(({ attributes: { messageId, sender }, status }) => ({
        messageId,
        status,
        sender,
      })),
    );
  });
  app.use(express.json({ limit: '31mb' }));
  app.post('/deliver', async ({ body }, response) => {
    response.json(await service.deliver(SentMessage.parse(body).data.attributes));
  });
  app.post('/faults', ({ body }, response) => {
    const { on, fault, times } = Fault.parse(body);
    service.faults.add(on, fault, times);
    response.status(204).end();
  });
  app.post('/held-receipts', async ({ body }, response) => {
    await service.holdReceipts(Holding.parse(body).hold);
    response.status(204).end();
  });
  app.post('/receipts', async ({ body }, response) => {
    const { messageId, reason } = GivenReceipt.parse(body);
    await service.giveReceipt(messageId, receiptOf(reason));
    response.status(204).end();
  });
  app.post('/states', ({ body }, response) => {
    const { messageId, status } = ShownState.parse(body);
    service.show(messageId, status);
    response.status(204).end();
  });
  app.post('/expired-tokens', (_request, response) => {
    service.expireTokens();
    response.status(204).end();
  });
  app.use(sayWhatIsWrong);
  return listen(app, port);
};

const onlyWith = (token: string): RequestHandler => {
  const expected = Buffer.from(`Bearer ${token}`);
  return (request, response, next) => {
    const given = Buffer.from(request.get('authorization') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) next();
    else response.status(401).end();
  };
};

const sayWhatIsWrong: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ZodError) response.status(400).json(error.issues);
  else next(error);
};

const receiptOf = (words: string | undefined): Receipt => {
  const why = rejectionReasons[reasonWords.indexOf(words ?? '')];
  return why ? { kind: 'rejected', why, at: undefined } : accepted;
};
