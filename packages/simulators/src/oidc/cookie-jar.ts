export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** A browser's cookies, as far as a login needs them: kept by host name, since ports share cookies. */
export interface CookieJar {
  /** Follows no redirect; keeps what the answer sets. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** The `Cookie` header for this address. */
  headerFor(url: string): string;
}

export const createCookieJar = (fetch: Fetch): CookieJar => {
  const hosts = new Map<string, Map<string, string>>();
  const cookiesOf = (url: string): Map<string, string> => {
    const { hostname } = new URL(url);
    const cookies = hosts.get(hostname) ?? new Map<string, string>();
    hosts.set(hostname, cookies);
    return cookies;
  };
  const headerFor = (url: string): string =>
    [...cookiesOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    headerFor,
    fetch: async (url, init = {}) => {
      const headers = new Headers(init.headers);
      const cookie = headerFor(url);
      if (cookie !== '') headers.set('cookie', cookie);
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) keep(cookiesOf(url), line);
      return response;
    },
  };
};

const keep = (cookies: Map<string, string>, line: string): void => {
  const [pair = '', ...attributes] = line.split(';');
  const separator = pair.indexOf('=');
  const name = pair.slice(0, separator).trim();
  const value = pair.slice(separator + 1).trim();
  const gone = attributes.some((attribute) => {
    const [key = '', text = ''] = attribute.trim().split('=');
    return (
      (key.toLowerCase() === 'expires' && Date.parse(text) <= Date.now()) ||
      (key.toLowerCase() === 'max-age' && Number(text) <= 0)
    );
  });
  if (gone) cookies.delete(name);
  else cookies.set(name, value);
};
