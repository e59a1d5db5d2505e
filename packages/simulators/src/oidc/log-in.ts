import { createCookieJar, type CookieJar, type Fetch } from './cookie-jar.ts';

export interface LoggedIn {
  /** For the `Cookie` header of requests to the mailbox. */
  readonly cookie: string;
  /** For their `x-kuvert-csrf` header. */
  readonly csrf: string;
}

const mostRedirects = 10;

/**
 * Logs in at the mailbox as a browser does, through the demonstration's provider.
 * @throws Error that says at which step it ended, when it did not come back logged in.
 */
export const logIn = async (
  mailboxOrigin: string,
  subject: string,
  fetch: Fetch = globalThis.fetch,
): Promise<LoggedIn> => {
  const { cookie, csrf } = await logInFrom(mailboxOrigin, subject, undefined, fetch);
  return { cookie, csrf };
};

/** The same from what the browser presses, such as a login that is to be stronger than usual. */
export const logInFrom = async (
  mailboxOrigin: string,
  subject: string,
  start?: string,
  fetch: Fetch = globalThis.fetch,
): Promise<LoggedIn & { /** Where it came back. */ readonly path: string }> => {
  const jar = createCookieJar(fetch);
  const home = await passProvider(jar, mailboxOrigin, subject, start);
  const me = await jar.fetch(`${mailboxOrigin}/api/me`);
  if (!me.ok) throw new Error(`the login did not come back: ${describe(home)}`);
  // The mailbox's own answer, described by its schema `Me`.
  const { csrfToken } = (await me.json()) as { csrfToken: string };
  return {
    cookie: jar.headerFor(mailboxOrigin),
    csrf: csrfToken,
    path: new URL(home.url).pathname,
  };
};

/** The same at the partners' room, whose pages have the token in their forms. `start`: what the browser presses. */
export const logInToRoom = async (
  roomOrigin: string,
  subject: string,
  start = '/login/start?return=/',
): Promise<LoggedIn & { /** Where it came back. */ readonly path: string }> => {
  const jar = createCookieJar(globalThis.fetch);
  const home = await passProvider(jar, roomOrigin, subject, start);
  const page = await (await jar.fetch(`${roomOrigin}/`)).text();
  const csrf = /name="csrf" value="([\w-]+)"/.exec(page)?.[1];
  if (csrf === undefined) throw new Error(`the login did not come back: ${describe(home)}`);
  return { cookie: jar.headerFor(roomOrigin), csrf, path: new URL(home.url).pathname };
};

/** From the mailbox's button through the provider and back. @throws Error that says at which step it ended */
export const passProvider = async (
  jar: CookieJar,
  origin: string,
  subject: string,
  start = '/login/start?return=/',
): Promise<Reached> => {
  const chooser = await follow(jar, `${origin}${start}`);
  if (!new URL(chooser.url).pathname.startsWith('/interaction/'))
    throw new Error(`the login did not reach the provider: ${describe(chooser)}`);
  return follow(jar, chooser.url, { method: 'POST', body: new URLSearchParams({ subject }) });
};

interface Reached {
  readonly url: string;
  readonly status: number;
}

const follow = async (jar: CookieJar, start: string, first?: RequestInit): Promise<Reached> => {
  let url = start;
  let init = first;
  for (let step = 0; step <= mostRedirects; step += 1) {
    const response = await jar.fetch(url, init);
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (location === null || response.status < 300 || response.status > 399)
      return { url, status: response.status };
    url = new URL(location, url).href;
    init = undefined;
  }
  throw new Error('the login goes round in circles');
};

const describe = ({ url, status }: Reached): string => `${status} at ${new URL(url).pathname}`;
