import type { Response } from 'express';

import type { Answer } from '@kuvert/platform/http/route';
import { faultOf, outcomeOf } from '@kuvert/platform/partners/operation-outcome';
import { fhirMediaType } from '@kuvert/shared/partners/fhir/systems';

export const fhirAnswer = (resource: object): Answer => ({
  kind: 'bytes',
  contentType: fhirMediaType,
  bytes: JSON.stringify(resource),
});

/** Tells an error as FHIR does, in place of problem details. */
export const sendOutcome = (response: Response, error: unknown): void => {
  const { status, issue } = faultOf(error);
  response
    .status(status)
    .set('cache-control', 'no-store')
    .type(fhirMediaType)
    .send(JSON.stringify(outcomeOf(issue)));
};
