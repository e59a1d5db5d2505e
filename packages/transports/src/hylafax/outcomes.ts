import type { Evidence } from '@kuvert/shared/ports/outbound';
import type { CarrierFact } from '@kuvert/shared/sending/facts';

import { reasonOfCode, reasonOfText, type Reason } from './reasons.ts';

/** A job as hfaxd lists it, or as faxq's notice tells it. */
export interface JobFacts {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Calls that were made, pages that the receiver confirmed, and pages there are: 0 while nobody has counted. */
  readonly dials: number;
  readonly pages: number;
  readonly totalPages: number;
  /** A call was begun. One that was broken off before anybody answered is counted in no other way. */
  readonly hasLog: boolean;
  /** HylaFAX's last word on it. */
  readonly status: string;
  /** The number of that; hfaxd doesn't tell it. */
  readonly statusCode?: number | undefined;
  /** Lines of the call's log, without numbers; hfaxd doesn't tell them. */
  readonly log?: readonly string[] | undefined;
}

export interface JobOutcome {
  readonly fact: CarrierFact;
  /** HylaFAX's number of the reason. */
  readonly evidence: Evidence;
}

/** What a job's state means. */
export const outcomeOf = (job: JobFacts): JobOutcome => {
  switch (job.state) {
    case 'waiting':
      if (job.dials > 0) return failedOutcome(job);
      return { fact: { kind: job.hasLog ? 'dialling' : 'accepted' }, evidence: {} };
    case 'running':
      return { fact: { kind: 'dialling' }, evidence: {} };
    case 'done':
      return {
        fact: { kind: 'delivered', ...(job.pages > 0 ? { pages: job.pages } : {}) },
        evidence: {},
      };
    case 'failed':
      return failedOutcome(job);
  }
};

/**
 * Also of a job that waits again after its one call: HylaFAX wants to make the document anew for what the receiver can
 * take (E403 to E419), and when it takes the job up in a minute or more it refuses it, since there is one call, and has
 * forgotten the reason by then.
 */
const failedOutcome = (job: JobFacts): JobOutcome => {
  const reason = reasonOf(job);
  return {
    fact: failure(job, reason),
    evidence: reason ? { code: `E${String(reason.code).padStart(3, '0')}` } : {},
  };
};

/**
 * Why it failed. The last number is often 333, "too many attempts to dial", since there is one; the reason of that
 * attempt stands before it in the status, or only in the call's log.
 */
const reasonOf = ({ statusCode = 0, status, log = [] }: JobFacts): Reason | undefined => {
  const last = reasonOfCode(statusCode) ?? reasonOfText(status);
  if (last && last.stage !== 'broken-off') return last;
  // a job that was given up may have had a call before
  const logged = log.flatMap((line) => reasonOfLine(line) ?? []).at(-1);
  return logged ?? last;
};

const reasonOfLine = (line: string): Reason | undefined => {
  const code = /\bERR \[(\d{1,4})\]/.exec(line)?.[1];
  return (code === undefined ? undefined : reasonOfCode(Number(code))) ?? reasonOfText(line);
};

const failure = (job: JobFacts, reason: Reason | undefined): CarrierFact => {
  const { dials, pages, totalPages } = job;
  const counted = pages > 0 ? { pages } : {};
  if (dials === 0 && pages === 0 && (reason === undefined || reason.stage === 'broken-off'))
    return job.hasLog ? unanswered : neverDialled(reason);
  // a page may have arrived that nobody confirmed: was it the last?
  const mayBeWhole = totalPages === 0 ? pages === 0 : pages >= totalPages - 1;
  const stage = reason?.stage ?? 'before';
  if ((stage === 'confirming' || stage === 'broken-off') && mayBeWhole)
    return { kind: 'unconfirmed', reason: 'no-response-after-last-page', ...counted };
  if (stage === 'confirming' || pages > 0) return { kind: 'failed', cause: 'partial', ...counted };
  return { kind: 'failed', cause: reason?.cause ?? 'unspecified' };
};

/** The call was broken off while it was being set up: nobody had answered, and no page went. */
const unanswered: CarrierFact = { kind: 'failed', cause: 'unspecified' };

/** Its time ran out in the queue, or somebody took it out. */
const neverDialled = (reason: Reason | undefined): CarrierFact => {
  if (reason === undefined) return { kind: 'failed', cause: 'unspecified' };
  return reason.code === killTimeExpired
    ? { kind: 'failed', cause: 'not-submitted' }
    : { kind: 'cancelled' };
};

const killTimeExpired = 325;
