import { randomUUID } from 'node:crypto';

import { acknowledgementEvent, reasonSystem } from '@kuvert/shared/partners/fhir/systems';

/** One thing that is wrong, in the words of a FHIR OperationOutcome. */
export interface Issue {
  /** Of FHIR's list `issue-type`. */
  readonly type: string;
  /** A stable code of ours. */
  readonly reason: string;
  readonly sentence: string;
  /** A FHIRPath: where, never what it held. */
  readonly at?: string | undefined;
}

export type AcknowledgementCode = 'ok' | 'transient-error' | 'fatal-error';

export const outcomeOf = ({ type, reason, sentence, at }: Issue) => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: type,
      details: { coding: [{ system: reasonSystem, code: reason }], text: sentence },
      ...(at === undefined ? {} : { expression: [at] }),
    },
  ],
});

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
