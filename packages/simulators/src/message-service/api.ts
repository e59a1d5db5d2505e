import { randomUUID } from 'node:crypto';

import express, { type Express, type Request, type RequestHandler, type Response } from 'express';

import {
  badRequestEvents,
  clientApiVersion,
  mostMessageBytes,
  SentMessage,
  type PartnerScope,
} from '@kuvert/shared/partners/client-api';
import { rejected } from '@kuvert/shared/partners/reasons';

import { eventsOf } from './events.ts';
import { misbehave, type FaultDesk, type Operation } from './faults.ts';
import type { HeldMessage, Messages } from './messages.ts';
import type { Reply } from './reply.ts';
import type { Tokens } from './tokens.ts';

export interface ApiDeps {
  readonly messages: Messages;
  readonly tokens: Tokens;
  readonly faults: FaultDesk;
  /** Told of every request. */
  readonly asked: (operation: Operation) => void;
  /** Of the client, such as `0203:exempelkommun.example`: it sends as nobody else. */
  readonly organisation: string;
  readonly baseUrl: () => string;
}

const messagesPath = '/v1/sdk/messages';

/** The token endpoint, and SDK's client API by its description. */
export const messageServiceApp = (deps: ApiDeps): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const form = express.urlencoded({ extended: false, limit: '16kb' });
  app.post(
    '/token',
    form,
    serve(deps, 'token', undefined, ({ body }) => deps.tokens.grant(body)),
  );
  app.post(
    messagesPath,
    express.raw({ type: 'application/json', limit: mostMessageBytes + 1 }),
    serve(deps, 'send', 'urn:sdk.api:sendMessage', (request) => send(deps, request)),
  );
  app.get(
    messagesPath,
    serve(deps, 'list', 'urn:sdk.api:getMessageByFilter', (request) => list(deps, request)),
  );
  app.get(
    `${messagesPath}/:messageId`,
    serve(deps, 'fetch', 'urn:sdk.api:getMessage', (request) => fetchOne(deps, request)),
  );
  app.delete(
    `${messagesPath}/:messageId`,
    serve(deps, 'delete', 'urn:sdk.api:deleteMessage', (request) => remove(deps, request)),
  );
  return app;
};

const serve =
  (
    { tokens, faults, asked }: ApiDeps,
    operation: Operation,
    scope: PartnerScope | undefined,
    answer: (request: Request) => Reply | Promise<Reply>,
  ): RequestHandler =>
  async (request, response) => {
    asked(operation);
    const fault = faults.take(operation);
    if (fault && fault.done !== true) return misbehave(response, fault);
    const mayAsk = scope === undefined || tokens.isGood(request.get('authorization'), scope);
    const reply = mayAsk ? await answer(request) : { status: 401 };
    if (fault) misbehave(response, fault);
    else write(response, reply);
  };

const write = (response: Response, { status, body }: Reply): void => {
  response.status(status);
  if (body) response.json(body);
  else response.end();
};

const badRequest = (title: string, detail: string, where?: string): Reply => ({
  status: 400,
  body: badRequestEvents(randomUUID(), {
    typeCode: 'MESSAGE_EXCHANGE_ERROR',
    title,
    detail,
    ...(where === undefined ? {} : { in: where }),
  }),
});

const send = async ({ messages, organisation }: ApiDeps, { body }: Request): Promise<Reply> => {
  const message = SentMessage.safeParse(withIds(jsonOf(body)));
  if (!message.success)
    return badRequest(
      "Input isn't valid with respect to schema",
      'SV structure',
      message.error.issues[0]?.path.slice(1).join('.'),
    );
  const { attributes } = message.data.data;
  const receipt =
    attributes.sender === organisation
      ? await messages.take(attributes)
      : rejected('BV', 'security', 'attributes.sender');
  return receipt.kind === 'accepted' ? { status: 201 } : { status: 400, body: eventsOf(receipt) };
};

const jsonOf = (bytes: unknown): unknown => {
  try {
    return JSON.parse(String(bytes));
  } catch {
    return undefined;
  }
};

/** The producer of the API makes what its client left out. */
const withIds = (message: unknown): unknown => {
  const data = Object(Object(message)['data']);
  const messageId = Object(data.attributes)['messageId'] ?? randomUUID();
  return { data: { ...data, attributes: { messageId, ...data.attributes } } };
};

const filters: Readonly<Record<string, (message: HeldMessage) => string>> = {
  'filter[messageStatus]': ({ status }) => status,
  'filter[creationDateTime]': ({ attributes }) => attributes.creationDateTime,
  'filter[recipientAttention.subOrganization.extension]': ({ attributes }) =>
    attributes.recipientAttention.subOrganization.extension,
  'filter[senderAttention.subOrganization.extension]': ({ attributes }) =>
    attributes.senderAttention.subOrganization.extension,
};

const list = ({ messages, baseUrl }: ApiDeps, request: Request): Reply => {
  const asked = [...new URL(request.originalUrl, baseUrl()).searchParams];
  if (asked.some(([name]) => !(name in filters)))
    return badRequest('There is no such filter.', 'unknown filter');
  const data = messages
    .all()
    .filter((message) => asked.every(([name, value]) => filters[name]?.(message) === value))
    .map((message) => shown(message, false));
  const links = { self: `${baseUrl()}/sdk/messages` };
  return { status: 200, body: { meta: clientApiVersion, links, data } };
};

const fetchOne = ({ messages, baseUrl }: ApiDeps, { params }: Request): Reply => {
  const message = messages.find(String(params['messageId']));
  if (!message) return { status: 404 };
  const links = { self: `${baseUrl()}/sdk/messages/${message.attributes.messageId}` };
  return { status: 200, body: { meta: clientApiVersion, links, data: shown(message, true) } };
};

const remove = ({ messages }: ApiDeps, { params }: Request): Reply => {
  switch (messages.remove(String(params['messageId']))) {
    case 'removed':
      return { status: 202 };
    case 'gone':
      return { status: 404 };
    case 'not-final':
      return badRequest('The message is on its way.', 'not final');
  }
};

const shown = (
  { id, attributes: { digitalDocument, ...attributes }, status, events: wrong }: HeldMessage,
  whole: boolean,
): object => ({
  type: 'messages',
  id,
  attributes: {
    messageStatus: status,
    ...attributes,
    ...(whole ? { digitalDocument } : {}),
    ...(wrong ? { events: wrong } : {}),
  },
});
