import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import { PartnerDetails } from '#api';
import type { SealedPartnerDetails } from '../../store/partner-details.ts';
import type { Session } from '../../store/sessions.ts';
import { visitorRoute } from '../visitor.ts';
import { counted, openingProblems, type OpenedDeps } from './opened.ts';
import type { Actor } from '../../use-cases/actor.ts';

export interface PartnerDetailsDeps extends Pick<OpenedDeps, 'events'> {
  /** Checks and audits; nothing is opened without what it gives. */
  readonly grantDetails: (actor: Actor, messageId: string) => Promise<SealedPartnerDetails>;
  readonly openDetails: (granted: SealedPartnerDetails) => Promise<PartnerDetails | undefined>;
}

/** What a partner's message says besides its document leaves here; audited as pages are. */
export const partnerDetailsRoute = (deps: PartnerDetailsDeps): Route<Session> =>
  visitorRoute({
    method: 'get',
    path: '/api/messages/:id/partner',
    summary: "Label, persons, references and text of a partner's message; audited",
    accepts: { params: z.object({ id: z.uuid() }) },
    success: { status: 200, description: 'what it says', schema: PartnerDetails },
    problems: openingProblems,
    handle: ({ params: { id } }, session) =>
      counted(deps, 'partner-details', async () => ({
        kind: 'json',
        body: await deps.openDetails(await deps.grantDetails(session, id)),
      })),
  });
