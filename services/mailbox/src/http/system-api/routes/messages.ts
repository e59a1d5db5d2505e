import { z } from 'zod';

import type { Message } from '#api';
import type { Answer } from '@kuvert/platform/http/route';
import { mostFiles } from '@kuvert/shared/partners/sealed-parts';

import { fileNameOf } from '../../../documents/file-name.ts';
import { rendition, type WhichDocument } from '../../../store/opening.ts';
import type { ApiClient } from '../../../store/api-clients.ts';
import type { Granted } from '../../../use-cases/open-document.ts';
import type { MailboxReader } from '../../../use-cases/read-mailbox.ts';
import type { HandlingAction } from '../../../use-cases/transitions.ts';
import { json } from '../../routes/json.ts';
import { opened, type OpenedDeps } from '../../routes/opened.ts';
import { systemPath } from '../paths.ts';
import { ListMessages, RegisterMessage, SystemMessage, SystemMessagePage } from '../schemas.ts';
import { systemRoute, type SystemRoute } from '../system-route.ts';

export interface SystemMessagesDeps extends OpenedDeps {
  readonly reader: Pick<MailboxReader, 'list' | 'message'>;
  readonly open: (granted: Granted) => Promise<Uint8Array>;
  readonly handle: (
    client: ApiClient,
    messageId: string,
    action: HandlingAction,
  ) => Promise<Message>;
  readonly timeZone: string;
}

const params = z.object({ id: z.uuid() });
const place = z.coerce
  .number()
  .int()
  .min(1)
  .max(mostFiles)
  .default(1)
  .describe("of several originals, which a partner's message may have");
const path = `${systemPath}/messages`;
const opening = [
  'not-found',
  'document-damaged',
  'audit-not-written',
  'object-store-failed',
] as const;

/** What came in, as a business system takes it over. */
export const systemMessageRoutes = (deps: SystemMessagesDeps): SystemRoute[] => [
  systemRoute('messages:list', {
    method: 'get',
    path,
    summary: 'Received faxes, the newest first, 50 a page',
    accepts: { query: ListMessages },
    success: { status: 200, description: 'one page', schema: SystemMessagePage },
    problems: ['request-invalid'],
    handle: async ({ query: { state, since, cursor } }, client) => {
      const { departmentId } = client;
      const after = since === undefined ? undefined : new Date(since);
      const query = { departmentId, view: state, cursor, since: after };
      return json(SystemMessagePage.parse(await deps.reader.list(client, query)));
    },
  }),
  systemRoute('messages:list', {
    method: 'get',
    path: `${path}/:id`,
    summary: 'A received fax: from whom, how it came, what is done with it; no page, no text',
    accepts: { params },
    success: { status: 200, description: 'the fax', schema: SystemMessage },
    problems: ['not-found'],
    handle: async (input, client) =>
      json(SystemMessage.parse(await deps.reader.message(client, input.params.id))),
  }),
  systemRoute('messages:fetch', {
    method: 'get',
    path: `${path}/:id/pdf`,
    summary: 'Its pages as PDF, searchable as soon as the text is read; audited',
    accepts: { params },
    success: { status: 200, description: 'PDF/A', contentType: 'application/pdf' },
    problems: opening,
    handle: (input, client) => fetched(deps, client, input.params.id, rendition),
  }),
  systemRoute('messages:fetch', {
    method: 'get',
    path: `${path}/:id/original`,
    summary: 'The very bytes that came; audited',
    accepts: { params, query: z.object({ place }) },
    success: {
      status: 200,
      description: 'TIFF, or PDF where the carrier gives that; the content type says which',
      contentType: 'image/tiff',
    },
    problems: opening,
    handle: ({ params: { id }, query }, client) =>
      fetched(deps, client, id, { kinds: ['original'], ...query }),
  }),
  systemRoute('messages:register', {
    method: 'post',
    path: `${path}/:id/register`,
    summary:
      'Done: registered in this system; asked again with the same reference it answers the same',
    accepts: { params, body: RegisterMessage },
    success: { status: 200, description: 'the fax as it is now', schema: SystemMessage },
    problems: [
      'not-found',
      'request-invalid',
      'request-not-json',
      'content-type-wrong',
      'body-too-large',
      'already-taken',
      'already-done',
      'quarantined',
      'person-number-invalid',
    ],
    handle: async ({ params: { id }, body }, client) => {
      const action = { kind: 'register', system: client.name, ...body } as const;
      return json(SystemMessage.parse(await deps.handle(client, id, action)));
    },
  }),
];

/** Granted and audited as for people, before anything is opened. */
const fetched = (
  deps: SystemMessagesDeps,
  actor: ApiClient,
  messageId: string,
  which: WhichDocument,
): Promise<Answer> =>
  opened(deps, { actor, messageId, which, action: 'download' }, async (granted) => ({
    kind: 'bytes',
    contentType: granted.document.mediaType,
    bytes: await deps.open(granted),
    headers: {
      'content-disposition': `attachment; filename="${fileNameOf(granted.document, deps.timeZone)}"`,
    },
  }));
