import { urlencoded, type Request, type Response, type Router } from 'express';
import type { Provider } from 'oidc-provider';

import type { OidcOptions } from '../oidc.ts';
import { chooserPage, contentSecurityPolicy, messagePage } from './page.ts';

/** The login page: one button a person. */
export const chooserRoutes = (router: Router, provider: Provider, options: OidcOptions): void => {
  const policy = contentSecurityPolicy(options.redirectUris);
  router.use((_request, response, next) => {
    response.set({
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    next();
  });
  router.get('/interaction/:uid', async (request, response) => {
    if (!(await isUnderWay(provider, request, response))) return;
    response.type('html').send(chooserPage(request.get('accept-language'), options.people));
  });
  router.post(
    '/interaction/:uid',
    urlencoded({ extended: false, limit: '4kb' }),
    async (request, response) => {
      if (!(await isUnderWay(provider, request, response))) return;
      // express leaves the body open; anything but a known subject is refused
      const subject: unknown = (request.body as Record<string, unknown> | undefined)?.['subject'];
      const person = options.people.find((each) => each.subject === subject);
      if (!person) {
        response.status(400).type('html');
        response.send(messagePage(request.get('accept-language'), 'person_unknown'));
        return;
      }
      const { params } = await provider.interactionDetails(request, response);
      const acr = acrFor(options.acr ?? [], params['acr_values']);
      await provider.interactionFinished(request, response, {
        login: {
          accountId: person.subject,
          remember: false,
          ...(acr === undefined ? {} : { acr }),
        },
      });
    },
  );
};

const acrFor = (able: readonly string[], asked: unknown): string | undefined => {
  const wanted = typeof asked === 'string' ? asked.split(' ') : [];
  return wanted.find((each) => able.includes(each)) ?? able[0];
};

/** False when it answered already: the login is too old, or the browser isn't the one that began it. */
const isUnderWay = async (
  provider: Provider,
  request: Request,
  response: Response,
): Promise<boolean> => {
  try {
    await provider.interactionDetails(request, response);
    return true;
  } catch {
    response.status(400).type('html');
    response.send(messagePage(request.get('accept-language'), 'login_too_old'));
    return false;
  }
};
