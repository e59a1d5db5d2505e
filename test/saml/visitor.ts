import { createCookieJar, type CookieJar } from '@kuvert/simulators/oidc/cookie-jar';

export const newJar = (): CookieJar => createCookieJar((url, init) => fetch(url, init));

export interface Me {
  readonly person: { readonly id: string; readonly name: string };
  readonly csrfToken: string;
}

/** Who is logged in; the status of the answer when nobody is. */
export const whoIs = async (origin: string, jar: CookieJar): Promise<Me | number> => {
  const response = await jar.fetch(`${origin}/api/me`);
  // the mailbox's own answer, described by its schema `Me`
  return response.ok ? ((await response.json()) as Me) : response.status;
};

/** The answer to logging out, at whichever replica. */
export const logOut = async (
  origin: string,
  jar: CookieJar,
  replica = origin,
): Promise<Response> => {
  const me = await whoIs(origin, jar);
  if (typeof me === 'number') throw new Error('nobody is logged in');
  const body = new URLSearchParams({ csrf: me.csrfToken });
  return jar.fetch(`${replica}/logout`, { method: 'POST', headers: { origin }, body });
};
