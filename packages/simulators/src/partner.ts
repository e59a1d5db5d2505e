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

import {
  brokenOff,
  LineLostError,
  readBadly,
  slowly,
  type PartnerFaults,
} from './partner/faults.ts';
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
  /** Between the pieces of what is slow, in milliseconds. */
  readonly paceMs?: number;
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
  /** The next time that it sends, fetches or deletes it does so as badly as told, once each. */
  misbehave(faults: PartnerFaults): void;
  /** Posts whatever it is given, with a token. @throws LineLostError as {@link misbehave} has it */
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
  const { sendOrigin, fetchOrigin, clientId, privateKey, correspondence, paceMs = 500 } = options;
  let token: string | undefined;
  let faults: PartnerFaults = {};
  const takeFault = <On extends keyof PartnerFaults>(on: On): PartnerFaults[On] => {
    const fault = faults[on];
    faults = { ...faults, [on]: undefined };
    return fault;
  };

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
    read?: Read,
  ): Promise<Answered> => {
    token ??= tokenOf(await requestToken());
    const once = (): Promise<Answered> =>
      call(url, { ...init, headers: { ...headers, authorization: `Bearer ${token}` } }, read);
    const answered = await once();
    if (answered.status !== 401) return answered;
    token = tokenOf(await requestToken());
    return once();
  };

  /** Sends it as well or as badly as it is told. */
  const send = async (
    url: string,
    content: object | string,
    contentType: string,
  ): Promise<Answered> => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const headers = { 'content-type': contentType };
    const whole = (): Promise<Answered> => authorised(url, { method: 'POST', body: text }, headers);
    const fault = takeFault('send');
    if (fault === undefined) return whole();
    switch (fault) {
      case 'twice':
        return (await Promise.all([whole(), whole()]))[1];
      case 'lost':
        await whole();
        throw new LineLostError('before the answer came');
      case 'slow':
      case 'cut': {
        // asked for before: a stream is sent once
        token = tokenOf(await requestToken());
        const body = fault === 'slow' ? slowly(text, paceMs) : brokenOff(text);
        return authorised(url, { method: 'POST', body, duplex: 'half' }, headers).catch(
          (error: unknown) => {
            throw new LineLostError(`while it sent: ${String(error)}`);
          },
        );
      }
    }
  };
  const post: PartnerSystem['post'] = (message) =>
    send(`${sendOrigin}${path}`, message, 'application/json');
  const get: PartnerSystem['get'] = (at) => authorised(`${fetchOrigin}${path}${at}`);
  const fetchOne = (id: string): Promise<Answered> => {
    const fault = takeFault('fetch');
    const read: Read | undefined = fault && ((response) => readBadly(response, fault, paceMs));
    return authorised(`${fetchOrigin}${path}/${id}`, {}, {}, read);
  };
  const remove: PartnerSystem['remove'] = async (id) => {
    const fault = takeFault('delete');
    const once = () => authorised(`${fetchOrigin}${path}/${id}`, { method: 'DELETE' });
    const answered = await once();
    if (fault === 'lost') throw new LineLostError('before the answer came');
    return fault === 'twice' ? once() : answered;
  };
  return {
    assertion,
    requestToken,
    misbehave: (more) => void (faults = { ...faults, ...more }),
    post,
    process: (bundle, contentType = 'application/fhir+json') =>
      send(`${sendOrigin}${fhirPath}`, bundle, contentType),
    get,
    send: async (letter) => {
      const whole = { messageId: randomUUID(), ...letter };
      const answered = await post(messageOf(correspondence, whole));
      return OneMessage.parse(mustBe(201, answered)).data;
    },
    list: async (filter) =>
      ManyMessages.parse(mustBe(200, await get(filter === undefined ? '' : `?${filter}`))).data,
    tasks: () => authorised(`${fetchOrigin}${tasksPath}`),
    fetch: async (id) => OneMessage.parse(mustBe(200, await fetchOne(id))).data,
    remove,
  };
};

type Read = (response: Response) => Promise<string>;

const call = async (
  url: string,
  init: RequestInit,
  read: Read = (response) => response.text(),
): Promise<Answered> => {
  const response = await fetch(url, init);
  const text = await read(response);
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
