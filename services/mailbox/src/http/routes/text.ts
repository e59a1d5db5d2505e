import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import type { Pictures } from '../../documents/pictures.ts';
import { readText } from '../../documents/sealed-text.ts';
import { shownText } from '../../documents/shown-text.ts';
import type { Session } from '../../store/sessions.ts';
import { MessageText } from '#api';
import { visitorRoute } from '../visitor.ts';
import { opened, openingProblems, type OpenedDeps } from './opened.ts';

export interface TextDeps extends OpenedDeps {
  readonly pictures: Pick<Pictures, 'document'>;
}

/** The machine-read text leaves here; audited as pages are. */
export const textRoute = (deps: TextDeps): Route<Session> =>
  visitorRoute({
    method: 'get',
    path: '/api/messages/:id/text',
    summary: 'The machine-read text, once there is one; audited',
    accepts: { params: z.object({ id: z.uuid() }) },
    success: { status: 200, description: 'the text, page by page', schema: MessageText },
    problems: openingProblems,
    handle: ({ params: { id: messageId } }, session) => {
      const request = {
        actor: session,
        messageId,
        which: { kinds: ['text'] },
        action: 'text',
      } as const;
      return opened(deps, request, async (granted) => ({
        kind: 'json',
        body: shownText(readText(await deps.pictures.document(granted))),
      }));
    },
  });
