import type { CookieJar } from '../oidc/cookie-jar.ts';

/** What the identity provider has the browser post, and where to. */
export interface PostedForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

const locationOf = (response: Response): string =>
  new URL(response.headers.get('location') ?? '', response.url).href;

/** From the button to the form that the browser would send by itself. @throws Error when it doesn't get so far */
export const reachForm = async (
  jar: CookieJar,
  origin: string,
  subject: string,
  start = '/saml/start?return=/',
): Promise<PostedForm> => {
  const chooser = locationOf(await jar.fetch(`${origin}${start}`));
  const page = await jar.fetch(chooser, {
    method: 'POST',
    body: new URLSearchParams({ subject }),
  });
  const html = await page.text();
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1];
  if (action === undefined) throw new Error(`the login did not reach a form: ${page.status}`);
  const fields = [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)];
  return {
    action,
    fields: Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value])),
  };
};

/** As a browser posts from another site: without any cookie. Where it is sent to. */
export const post = async ({ action, fields }: PostedForm): Promise<string> => {
  const body = new URLSearchParams(fields);
  const response = await fetch(action, { method: 'POST', body, redirect: 'manual' });
  return locationOf(response);
};

/** The whole login. Where it ended. */
export const logInBySaml = async (
  jar: CookieJar,
  origin: string,
  subject: string,
  start?: string,
): Promise<string> => {
  const next = await post(await reachForm(jar, origin, subject, start));
  return locationOf(await jar.fetch(next));
};
