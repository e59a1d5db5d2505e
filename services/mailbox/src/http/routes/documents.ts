import { z } from 'zod';

import type { Answer, Route } from '@kuvert/platform/http/route';

import { fileNameOf } from '../../documents/file-name.ts';
import type { Link, Links } from '../../documents/links.ts';
import type { Pictures } from '../../documents/pictures.ts';
import type { Events } from '../../events.ts';
import { rendition, type SealedDocument } from '../../store/opening.ts';
import type { Session } from '../../store/sessions.ts';
import type { OpenRequest } from '../../use-cases/open-document.ts';
import { DownloadLink, DownloadRequest, type Locale } from '#api';
import { localeOf } from '../language.ts';
import { visitorRoute } from '../visitor.ts';
import { opened, openingProblems, type OpenedDeps } from './opened.ts';

export interface DocumentsDeps extends OpenedDeps {
  /** Looks whether the document is there for the person; opens and audits nothing. */
  readonly find: (
    session: Session,
    messageId: string,
    documentId: string,
  ) => Promise<SealedDocument>;
  readonly pictures: Pictures;
  readonly events: OpenedDeps['events'] & Pick<Events, 'pageShown'>;
  readonly links: Links;
  readonly timeZone: string;
  /** The printable page of a document's pictures. */
  readonly printPage: (locale: Locale, title: string, pictures: readonly string[]) => Answer;
}

const pageNumber = z.coerce.number().int().min(1).max(100_000);
const width = z.coerce.number().int().min(64).max(3000).describe('pixels');
const token = z.string().max(2000);
const opening = [...openingProblems, 'page-not-rendered'] as const;

/** Fine fax resolution over a page's width: 204 dots an inch, 215 mm. */
const printWidth = 1728;

/** Where plaintext leaves: each answer here was audited before. */
export const documentRoutes = (deps: DocumentsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'get',
    path: '/api/messages/:id/pages/:page',
    summary: 'A page as a picture; audited',
    accepts: {
      params: z.object({ id: z.uuid(), page: pageNumber }),
      query: z.object({ width: width.default(900) }),
    },
    success: { status: 200, description: 'PNG or WebP', contentType: 'image/png' },
    problems: [...opening, 'request-invalid'],
    handle: async ({ params, query }, session) => {
      const { id: messageId, page } = params;
      const request = {
        actor: session,
        messageId,
        which: rendition,
        action: 'page',
        page,
      } as const;
      return picture(deps, request, page, query.width);
    },
  }),
  visitorRoute({
    method: 'post',
    path: '/api/messages/:id/documents/:documentId/downloads',
    summary: 'A link to download or print a document once',
    accepts: {
      params: z.object({ id: z.uuid(), documentId: z.uuid() }),
      body: DownloadRequest,
    },
    success: { status: 200, description: 'a link for one minute', schema: DownloadLink },
    problems: ['login-required', 'csrf-token-wrong', 'not-found', 'request-invalid'],
    handle: async ({ params, body }, session) => {
      const { id: messageId, documentId } = params;
      await deps.find(session, messageId, documentId);
      const link = { session: session.idHash, messageId, documentId, purpose: body.purpose };
      const url = `/api/downloads/${deps.links.make(link, 'document')}`;
      return { kind: 'json', body: { url } };
    },
  }),
  visitorRoute({
    method: 'get',
    path: '/api/downloads/:token',
    summary: 'The document of a link: its bytes, or the page to print; audited',
    accepts: { params: z.object({ token }) },
    success: { status: 200, description: 'the bytes', contentType: 'application/pdf' },
    problems: ['download-expired', ...opening],
    handle: async ({ params }, session, { request }) => {
      const link = deps.links.read(params.token, 'document', session.idHash);
      const locale = localeOf(session.locale, request.get('accept-language'));
      return link.purpose === 'print'
        ? printable(deps, session, link, locale)
        : download(deps, session, link);
    },
  }),
  visitorRoute({
    method: 'get',
    path: '/api/prints/:token/pages/:page',
    summary: 'A page of what is being printed; audited',
    accepts: { params: z.object({ token, page: pageNumber }) },
    success: { status: 200, description: 'PNG or WebP', contentType: 'image/png' },
    problems: ['download-expired', ...opening],
    handle: async ({ params }, session) => {
      const { messageId } = deps.links.read(params.token, 'page', session.idHash);
      const { page } = params;
      const request = {
        actor: session,
        messageId,
        which: rendition,
        action: 'print',
        page,
      } as const;
      return picture(deps, request, page, printWidth);
    },
  }),
];

const picture = (
  deps: DocumentsDeps,
  request: OpenRequest,
  page: number,
  pixels: number,
): Promise<Answer> =>
  opened(deps, request, async (granted) => {
    const begun = performance.now();
    const { mediaType, bytes } = await deps.pictures.page(granted, page, pixels);
    deps.events.pageShown(performance.now() - begun);
    return { kind: 'bytes', contentType: mediaType, bytes };
  });

const download = (
  deps: DocumentsDeps,
  session: Session,
  { messageId, documentId }: Link,
): Promise<Answer> =>
  opened(
    deps,
    { actor: session, messageId, which: { documentId }, action: 'download' },
    async (granted) => {
      const name = fileNameOf(granted.document, deps.timeZone);
      return {
        kind: 'bytes',
        contentType: granted.document.mediaType,
        bytes: await deps.pictures.document(granted),
        headers: { 'content-disposition': `attachment; filename="${name}"` },
      };
    },
  );

/** Holds nothing of the document itself: its pictures are asked for, and audited, one by one. */
const printable = async (
  { find, links, printPage, timeZone }: DocumentsDeps,
  session: Session,
  link: Link,
  locale: Locale,
): Promise<Answer> => {
  const document = await find(session, link.messageId, link.documentId);
  const pass = links.make(link, 'page');
  const numbers = Array.from({ length: document.pages ?? 0 }, (_, index) => index + 1);
  const title = fileNameOf(document, timeZone).replace(/\.\w+$/, '');
  return printPage(
    locale,
    title,
    numbers.map((page) => `/api/prints/${pass}/pages/${page}`),
  );
};
