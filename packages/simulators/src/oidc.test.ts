import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { startOidc, type RunningOidc } from './oidc.ts';
import { createCookieJar, type CookieJar } from './oidc/cookie-jar.ts';

const callback = 'http://localhost:65001/login/callback';
const said = (['info', 'warn', 'error', 'log'] as const).map((level) => vi.spyOn(console, level));
let oidc: RunningOidc;

beforeAll(async () => {
  oidc = await startOidc({
    people: [
      { subject: 'anna', name: 'Anna <b>Öberg</b>', about: 'Demonstration' },
      { subject: 'bo', name: 'Bo Ek' },
    ],
    clientId: 'kuvert',
    clientSecret: 'a-secret-of-the-test',
    redirectUris: [callback],
  });
});
afterAll(() => oidc.stop());

const authorization = (changes: Record<string, string> = {}): string => {
  const query = new URLSearchParams({
    client_id: 'kuvert',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: callback,
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...changes,
  });
  return `${oidc.issuer}/auth?${query.toString()}`;
};

const openChooser = async (
  jar: CookieJar,
  language = 'sv',
): Promise<{ url: string; page: Response }> => {
  const answer = await jar.fetch(authorization());
  const url = new URL(answer.headers.get('location') ?? '', oidc.issuer).href;
  return { url, page: await jar.fetch(url, { headers: { 'accept-language': language } }) };
};

const newJar = (): CookieJar => createCookieJar((url, init) => fetch(url, init));

const choose = (jar: CookieJar, url: string, subject: string): Promise<Response> =>
  jar.fetch(url, { method: 'POST', body: new URLSearchParams({ subject }) });

describe('the demonstration provider', () => {
  it('describes itself with RS256 and PKCE', async () => {
    const description: unknown = await (
      await fetch(`${oidc.issuer}/.well-known/openid-configuration`)
    ).json();
    expect(description).toMatchObject({
      issuer: oidc.issuer,
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('lists everybody as a button, escaped, in Swedish', async () => {
    const { page } = await openChooser(newJar());
    const text = await page.text();
    expect(text).toContain('<html lang="sv">');
    expect(text).toContain('Anna &lt;b&gt;Öberg&lt;/b&gt;');
    expect(text.match(/<button /g)).toHaveLength(2);
  });

  it('speaks English to those who ask for it', async () => {
    const { page } = await openChooser(newJar(), 'en-GB,sv;q=0.5');
    expect(await page.text()).toContain('Who do you want to be?');
  });

  it('allows no script and lets the form return to the client alone', async () => {
    const { page } = await openChooser(newJar());
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:65001;");
    expect(policy).not.toContain('unsafe');
  });

  it('returns to the client with a code when a person is chosen', async () => {
    const jar = newJar();
    const { url } = await openChooser(jar);
    const resumed = await choose(jar, url, 'anna');
    const back = await jar.fetch(new URL(resumed.headers.get('location') ?? '', url).href);
    const location = new URL(back.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(callback);
    expect(location.searchParams.get('state')).toBe('the-state');
    expect(location.searchParams.get('code')).toMatch(/^[\w-]{20,}$/);
  });

  it('asks again at the next login of the same browser', async () => {
    const jar = newJar();
    const { url } = await openChooser(jar);
    const resumed = await choose(jar, url, 'anna');
    await jar.fetch(new URL(resumed.headers.get('location') ?? '', url).href);
    const again = await jar.fetch(authorization());
    expect(again.headers.get('location')).toContain('/interaction/');
  });

  it('knows nobody else', async () => {
    const jar = newJar();
    const { url } = await openChooser(jar);
    expect((await choose(jar, url, 'mallory')).status).toBe(400);
  });

  it('refuses a browser that did not begin the login', async () => {
    const { url } = await openChooser(newJar());
    expect((await choose(newJar(), url, 'anna')).status).toBe(400);
  });

  it('sends nobody to another address than the registered one', async () => {
    const answer = await newJar().fetch(
      authorization({ redirect_uri: 'https://evil.example/callback' }),
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });

  it('insists on PKCE', async () => {
    const url = new URL(authorization());
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const answer = await newJar().fetch(url.href);
    expect(answer.headers.get('location')).toContain('error=invalid_request');
  });

  it('prints nothing', () => {
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
  });
});
