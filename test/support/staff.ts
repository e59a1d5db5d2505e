import { setTimeout as pause } from 'node:timers/promises';

import type { Department, Document, Me, Message, MessagePage } from '@kuvert/mailbox/http/api';
import { logIn, type LoggedIn } from '@kuvert/simulators/oidc/log-in';

/** Somebody who works at the mailbox through its API, as the browser does. */
export interface Staff {
  readonly session: LoggedIn;
  get<Body>(path: string): Promise<Body>;
  bytes(path: string): Promise<Uint8Array>;
  /** An answer that goes on, such as the live updates; ends with the signal. */
  stream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  post<Body>(path: string, body?: unknown): Promise<Body>;
  put<Body>(path: string, body: unknown): Promise<Body>;
  me(): Promise<Me>;
  departments(): Promise<readonly Department[]>;
  /** Resolves when the message can be worked with; asks until then. */
  untilFiled(messageId: string): Promise<Message>;
  /** Resolves when the machine has read the message, or gave it up. */
  untilRead(messageId: string, withinMs?: number): Promise<Message>;
  list(departmentId: string, view?: string): Promise<MessagePage>;
  /** The bytes of one of a message's documents, by way of an audited download link. */
  download(message: Message, kind: Document['kind']): Promise<Uint8Array>;
}

const patienceMs = 20_000;
/** A page takes some seconds, of one core, when nothing else runs. */
const readingPatienceMs = 120_000;
const askEveryMs = 20;

export const staffAt = async (mailboxOrigin: string, subject: string): Promise<Staff> =>
  withSession(await logIn(mailboxOrigin, subject), mailboxOrigin);

/** Somebody who is logged in already; at `address` when that isn't the public origin: one replica behind the proxy. */
export const withSession = (
  session: LoggedIn,
  mailboxOrigin: string,
  address: string = mailboxOrigin,
): Staff => {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = {
      cookie: session.cookie,
      'x-kuvert-csrf': session.csrf,
      origin: mailboxOrigin,
    };
    const response = await fetch(new URL(path, address), {
      ...init,
      headers: { ...headers, ...(init.body ? { 'content-type': 'application/json' } : {}) },
    });
    if (!response.ok) throw new RefusedError(response.status, await response.text());
    return response;
  };
  // Bodies are described by the mailbox's own schemas.
  const get = async <Body>(path: string): Promise<Body> => (await (await ask(path)).json()) as Body;
  const send = async <Body>(
    method: 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<Body> => {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    return (await (await ask(path, { method, ...init })).json()) as Body;
  };
  const post = <Body>(path: string, body?: unknown): Promise<Body> => send('POST', path, body);
  const bytes = async (path: string): Promise<Uint8Array> => (await ask(path)).bytes();
  const stream = async (path: string, signal: AbortSignal) => {
    const { body } = await ask(path, { signal });
    if (!body) throw new Error(`${path} answered with nothing`);
    return body;
  };
  const me = (): Promise<Me> => get('/api/me');
  return {
    session,
    get,
    post,
    put: (path, body) => send('PUT', path, body),
    bytes,
    stream,
    me,
    departments: async () => (await me()).departments,
    list: (departmentId, view = 'all') =>
      get(`/api/departments/${departmentId}/messages?view=${view}`),
    untilFiled: async (messageId) => {
      const deadline = Date.now() + patienceMs;
      for (;;) {
        try {
          return await get<Message>(`/api/messages/${messageId}`);
        } catch (error) {
          const unknown = error instanceof RefusedError && error.status === 404;
          if (!unknown || Date.now() > deadline) throw error;
          await pause(askEveryMs);
        }
      }
    },
    untilRead: async (messageId, withinMs = readingPatienceMs) => {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const message = await get<Message>(`/api/messages/${messageId}`);
        if (message.text?.state !== 'pending') return message;
        if (Date.now() > deadline) throw new Error('the machine has not read the message');
        await pause(10 * askEveryMs);
      }
    },
    download: async (message, kind) => {
      const document = message.documents.find((each) => each.kind === kind);
      if (!document) throw new Error(`the message has no ${kind}`);
      const { url } = await post<{ url: string }>(
        `/api/messages/${message.id}/documents/${document.id}/downloads`,
        { purpose: 'download' },
      );
      return bytes(url);
    },
  };
};

/** The mailbox said no. */
export class RefusedError extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super(`${status}: ${body}`);
    this.status = status;
    this.body = body;
  }
}
