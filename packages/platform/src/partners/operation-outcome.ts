import { reasonSystem } from '@kuvert/shared/partners/fhir/systems';

import { toBoom } from '../http/problem.ts';

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

/** What an error is answered with in FHIR. */
export interface FaultAnswered {
  readonly status: number;
  /** It comes right by itself: the same may be asked again. */
  readonly comesRight: boolean;
  readonly issue: Issue;
}

export const faultOf = (error: unknown): FaultAnswered => {
  const { output, data, message } = toBoom(error);
  const { statusCode: status } = output;
  const comesRight = status === 429 || status >= 500;
  return {
    status,
    comesRight,
    issue: {
      type: issueTypes[status] ?? (comesRight ? 'exception' : 'invalid'),
      reason: data?.code ?? 'internal',
      sentence: status === 500 ? 'something went wrong on our side; nothing is lost' : message,
    },
  };
};

/** Of FHIR's list, by our status. */
const issueTypes: Readonly<Record<number, string>> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  429: 'throttled',
  503: 'transient',
};
