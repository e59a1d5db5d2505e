import { z } from 'zod';

import { defineRoute } from '@kuvert/platform/http/route';
import type { ActingPartner } from '@kuvert/platform/partners/partner-access';
import { referralTask, tasksBundle } from '@kuvert/shared/partners/fhir/referral-task';
import { fhirMediaType } from '@kuvert/shared/partners/fhir/systems';

import { fhirAnswer } from './fhir-answer.ts';
import {
  messageParams,
  partnerPath,
  partnerProblems,
  type PartnerDeps,
  type PartnerRoute,
} from './partner.ts';

export const partnerFhirPath = `${partnerPath}/fhir`;
const tasksPath = `${partnerFhirPath}/Task`;

/** FHIR's search by when something changed, from then on alone: `ge2026-11-27T12:00:00Z`. */
const Changed = z.strictObject({
  _lastUpdated: z
    .string()
    .regex(/^ge/)
    .transform((text) => text.slice('ge'.length))
    .pipe(z.iso.datetime({ offset: true }))
    .optional(),
});

/** How a partner's referrals go; whatever is answered is FHIR, too. */
export const referralRoutes = ({
  origin,
  service,
}: Pick<PartnerDeps, 'origin' | 'service'>): readonly PartnerRoute[] => [
  {
    scope: 'urn:sdk.api:getMessageByFilter',
    ...defineRoute<ActingPartner>()({
      method: 'get',
      path: tasksPath,
      summary: 'How the referrals of the partner go, as FHIR R4 Tasks',
      accepts: { query: Changed },
      success: {
        status: 200,
        description: 'a Bundle of the type searchset, the longest unchanged first',
        contentType: fhirMediaType,
      },
      problems: ['request-invalid', ...partnerProblems],
      handle: async ({ query: { _lastUpdated: since } }, { id }) => {
        const { told, areAll } = await service.referrals(id, since ? new Date(since) : undefined);
        const last = told.at(-1)?.changedAt;
        const next = areAll || !last ? null : changedSince(last.toISOString());
        const self = since === undefined ? '' : changedSince(since);
        return fhirAnswer(tasksBundle(told, `${origin}${tasksPath}`, self, next));
      },
    }),
  },
  {
    scope: 'urn:sdk.api:getMessage',
    ...defineRoute<ActingPartner>()({
      method: 'get',
      path: `${tasksPath}/:messageId`,
      summary: 'How a referral goes, by the id of its message, as a FHIR R4 Task',
      accepts: { params: messageParams },
      success: { status: 200, description: 'the Task', contentType: fhirMediaType },
      problems: ['not-found', ...partnerProblems],
      handle: async ({ params: { messageId } }, { id }) =>
        fhirAnswer(referralTask(await service.referral(id, messageId.toLowerCase()))),
    }),
  },
];

const changedSince = (time: string): string =>
  `?${new URLSearchParams({ _lastUpdated: `ge${time}` }).toString()}`;
