import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';
import type { ErrorCode } from '@kuvert/shared/errors';

import type { Pictures } from '../../documents/pictures.ts';
import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import type { GrantedPage } from '../../use-cases/open-sending.ts';
import { visitorRoute } from '../visitor.ts';
import { pageNumber, pictureWidth } from './page-parameters.ts';

/** A page of what is written or was sent, once it was granted and audited. */
export const sendingPageRoute = (
  {
    grantPage,
    pictures,
  }: {
    readonly grantPage: (actor: Actor, id: string, page: number) => Promise<GrantedPage>;
    readonly pictures: Pick<Pictures<GrantedPage>, 'page'>;
  },
  {
    path,
    summary,
    problems = [],
  }: {
    readonly path: string;
    readonly summary: string;
    readonly problems?: readonly ErrorCode[];
  },
): Route<Session> =>
  visitorRoute({
    method: 'get',
    path,
    summary,
    accepts: {
      params: z.object({ id: z.uuid(), page: pageNumber }),
      query: z.object({ width: pictureWidth }),
    },
    success: { status: 200, description: 'PNG or WebP', contentType: 'image/png' },
    problems: [
      'login-required',
      'not-found',
      'request-invalid',
      'document-damaged',
      'page-not-rendered',
      'audit-not-written',
      ...problems,
    ],
    handle: async ({ params: { id, page }, query }, session) => {
      const granted = await grantPage(session, id, page);
      const { mediaType, bytes } = await pictures.page(granted, page, query.width);
      return { kind: 'bytes', contentType: mediaType, bytes };
    },
  });
