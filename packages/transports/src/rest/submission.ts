import type { CarrierCallOutcome } from '@kuvert/shared/ports/carrier-call';
import type { Submission } from '@kuvert/shared/ports/outbound';
import type { FailureCause } from '@kuvert/shared/sending/causes';

/** How one carrier's answers to an order are read. */
export interface OrderAnswers {
  /** The fax as the carrier took it; undefined for an answer that doesn't say. */
  readonly taken: (
    bytes: Uint8Array,
  ) => { readonly faxId: string; readonly status: string } | undefined;
  /** Why it was refused, with the carrier's own code. */
  readonly refused: (
    status: number,
    bytes: Uint8Array,
  ) => { readonly cause: FailureCause; readonly code: string | undefined };
}

/** What became of handing an order over: whether the carrier may have it is told by the kind. */
export const submissionOf = (outcome: CarrierCallOutcome, answers: OrderAnswers): Submission => {
  switch (outcome.kind) {
    case 'not-sent':
      return { kind: 'not-reached', evidence: { code: outcome.code } };
    case 'unanswered':
      return { kind: 'unanswered', evidence: { code: outcome.code } };
    case 'answered':
      return answered(outcome.status, outcome.bytes, answers);
  }
};

/** Only an answer that surely says "no" is one: a broken server may have taken the order before it broke. */
const answered = (status: number, bytes: Uint8Array, answers: OrderAnswers): Submission => {
  const evidence = { status };
  if (status >= 200 && status < 300) {
    const fax = answers.taken(bytes);
    return fax
      ? { kind: 'accepted', carrierFaxId: fax.faxId, evidence: { ...evidence, said: fax.status } }
      : { kind: 'unanswered', evidence };
  }
  if (status === 429) return { kind: 'not-reached', evidence };
  if (status < 400 || status >= 500 || status === 408) return { kind: 'unanswered', evidence };
  const { cause, code } = answers.refused(status, bytes);
  return {
    kind: 'refused',
    cause,
    evidence: { ...evidence, ...(code === undefined ? {} : { code }) },
  };
};
