import { randomUUID, type KeyObject } from 'node:crypto';

import jwt from 'jsonwebtoken';

import { assertionType } from '@kuvert/shared/client-assertion';
import {
  ManyMessages,
  OneMessage,
  partnerScopes,
  type MessageData,
  type SentMessage,
} from '@kuvert/shared/partners/client-api';

import { messageOf, type Correspondence, type PartnerLetter } from './partner/message.ts';

export interface PartnerOptions {
  /** Where it sends and where it fetches; behind the proxy one and the same. */
  readonly sendOrigin: string;
  readonly fetchOrigin: string;
  /** As the house registered it. */
  readonly clientId: string;
  /** An EC key on P-256. */
  readonly privateKey: KeyObject;
  readonly correspondence: Correspondence;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** A partner's system, as it would talk to the gateway by SDK's client API. */
export interface PartnerSystem {
  /** A signed assertion, good once; with other claims where told. */
  assertion(claims?: Readonly<Record<string, unknown>>): string;
  requestToken(assertion?: string, scope?: string): Promise<Answered>;
  /** Posts whatever it is given, with a token. */
  post(message: SentMessage | string): Promise<Answered>;
  /** Posts whatever it is given to the FHIR door, with a token. */
  process(bundle: object | string, contentType?: string): Promise<Answered>;
  /** Sends a letter of the correspondence. @throws Error unless it was taken */
  send(
    letter: Omit<PartnerLetter, 'messageId'> & { readonly messageId?: string },
  ): Promise<MessageData>;
  /** @param filter such as `filter[messageStatus]=NEW` */
  list(filter?: string): Promise<readonly MessageData[]>;
  fetch(messageId: string): Promise<MessageData>;
  remove(messageId: string): Promise<Answered>;
  /** How its referrals go: FHIR. */
  tasks(): Promise<Answered>;
  get(path: string): Promise<Answered>;
}

const path = '/partner/v1/sdk/messages';
const fhirPath = '/partner/v1/fhir/$process-message';
const tasksPath = '/partner/v1/fhir/Task';
const tokenPath = '/partner/v1/token';

export const createPartnerSystem = (options: PartnerOptions): PartnerSystem => {
  const { sendOrigin, fetchOrigin, clientId, privateKey, correspondence } = options;
  let token: string | undefined;

  const assertion: PartnerSystem['assertion'] = (claims = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const usual = {
      iss: clientId,
      sub: clientId,
      aud: `${sendOrigin}${tokenPath}`,
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
    };
    return jwt.sign({ ...usual, ...claims }, privateKey, { algorithm: 'ES256' });
  };

  const requestToken: PartnerSystem['requestToken'] = (
    proof = assertion(),
    scope = partnerScopes.join(' '),
  ) =>
    call(`${sendOrigin}${tokenPath}`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: assertionType,
        client_assertion: proof,
        scope,
      }),
    });

  const authorised = async (
    url: string,
    init: RequestInit = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> => {
    token ??= tokenOf(await requestToken());
    const once = (): Promise<Answered> =>
      call(url, { ...init, headers: { ...headers, authorization: `Bearer ${token}` } });
    const answered = await once();
    if (answered.status !== 401) return answered;
    token = tokenOf(await requestToken());
    return once();
  };

  const post: PartnerSystem['post'] = (message) =>
    authorised(
      `${sendOrigin}${path}`,
      { method: 'POST', body: typeof message === 'string' ? message : JSON.stringify(message) },
      { 'content-type': 'application/json' },
    );
  const get: PartnerSystem['get'] = (at) => authorised(`${fetchOrigin}${path}${at}`);
  return {
    assertion,
    requestToken,
    post,
    process: (bundle, contentType = 'application/fhir+json') =>
      authorised(
        `${sendOrigin}${fhirPath}`,
        { method: 'POST', body: typeof bundle === 'string' ? bundle : JSON.stringify(bundle) },
        { 'content-type': contentType },
      ),
    get,
    send: async (letter) => {
      const whole = { messageId: randomUUID(), ...letter };
      const answered = await post(messageOf(correspondence, whole));
      return OneMessage.parse(mustBe(201, answered)).data;
    },
    list: async (filter) =>
      ManyMessages.parse(mustBe(200, await get(filter === undefined ? '' : `?${filter}`))).data,
    fetch: async (id) => OneMessage.parse(mustBe(200, await get(`/${id}`))).data,
    tasks: () => authorised(`${fetchOrigin}${tasksPath}`),
    remove: (id) => authorised(`${fetchOrigin}${path}/${id}`, { method: 'DELETE' }),
  };
};

const call = async (url: string, init: RequestInit): Promise<Answered> => {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};

const mustBe = (status: number, answered: Answered): unknown => {
  if (answered.status !== status)
    throw new Error(`the gateway answered ${answered.status}, not ${status}`);
  return answered.body;
};

const tokenOf = ({ status, body }: Answered): string => {
  const token = Object(body)['access_token'];
  if (status !== 200 || typeof token !== 'string')
    throw new Error(`no access token: the gateway answered ${status}`);
  return token;
};
