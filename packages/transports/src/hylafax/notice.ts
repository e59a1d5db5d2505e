import { KuvertError } from '@kuvert/shared/errors';
import type { DeliveryId } from '@kuvert/shared/ids';

import type { Post } from './facts.ts';
import { deliveryOfTag } from './job-tag.ts';
import type { JobFacts } from './outcomes.ts';

/** What faxq tells by its notify hook, as `infra/hylafax/notify` posts it. */
export interface Notice {
  readonly job: string;
  readonly deliveryId: DeliveryId;
  readonly facts: JobFacts;
}

/** Why the hook runs (faxd/Job.c++: jobStatusName); every other word is an end that is none of success. */
const states: Readonly<Record<string, JobFacts['state']>> = {
  done: 'done',
  requeued: 'waiting',
  blocked: 'waiting',
};

const words = /^[a-z_]{1,32}$/;
const maxLogLines = 40;

/** @throws KuvertError `request-invalid` */
export const noticeOf = ({ facts }: Post): Notice => {
  const deliveryId = deliveryOfTag(facts.get('jobtag') ?? '');
  const job = facts.get('jobid') ?? '';
  const why = facts.get('why') ?? '';
  if (!deliveryId || !/^\d{1,9}$/.test(job) || !words.test(why))
    throw new KuvertError('request-invalid', 'the notice names no job of ours');
  return {
    job,
    deliveryId,
    facts: {
      state: states[why] ?? 'failed',
      dials: count(facts.get('totdials')),
      pages: count(facts.get('npages')),
      totalPages: count(facts.get('totpages')),
      hasLog: (facts.get('commid') ?? '') !== '',
      status: (facts.get('status') ?? '').slice(0, 500),
      statusCode: count(facts.get('statuscode')),
      log: (facts.get('log') ?? '').split('\n').slice(-maxLogLines),
    },
  };
};

/** What is no count is as good as none. */
const count = (text: string | undefined): number =>
  /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
