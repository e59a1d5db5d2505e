import { randomUUID } from 'node:crypto';

import { outcomeOf, type Issue } from '@kuvert/platform/partners/operation-outcome';
import { acknowledgementEvent } from '@kuvert/shared/partners/fhir/systems';

export type AcknowledgementCode = 'ok' | 'transient-error' | 'fatal-error';

/**
 * The answer to a FHIR message: a Bundle whose header names it, with an OperationOutcome unless all is well.
 * @param messageId the `MessageHeader.id` that is answered; undefined when it can't be told: then the OperationOutcome alone
 * @param endpoint ours
 */
export const acknowledgementOf = (
  endpoint: string,
  messageId: string | undefined,
  code: AcknowledgementCode,
  issue?: Issue,
): object => {
  const outcome = issue && outcomeOf(issue);
  if (outcome && messageId === undefined) return outcome;
  const [header, details] = [randomUUID(), randomUUID()];
  return {
    resourceType: 'Bundle',
    id: randomUUID(),
    type: 'message',
    entry: [
      {
        fullUrl: `urn:uuid:${header}`,
        resource: {
          resourceType: 'MessageHeader',
          id: header,
          eventUri: acknowledgementEvent,
          source: { endpoint },
          response: {
            identifier: messageId,
            code,
            ...(outcome ? { details: { reference: `urn:uuid:${details}` } } : {}),
          },
        },
      },
      ...(outcome ? [{ fullUrl: `urn:uuid:${details}`, resource: outcome }] : []),
    ],
  };
};
