import type { WorkHandler } from '@kuvert/platform/work/worker';
import type { Clock } from '@kuvert/shared/clock';
import { asId } from '@kuvert/shared/ids';

import type { Notices } from '../use-cases/notice-ports.ts';
import { backOffMs } from '../use-cases/patience.ts';
import type { Handle } from './handlers.ts';

/** One mail to one address; the subject is the notice. */
export const noticeHandler = (handle: Handle): WorkHandler => ({
  kind: 'notice',
  handle,
  retryAfterMs: backOffMs,
});

/** Due when a message has lain for as long as its department lets it; the subject is the message. */
export const untakenHandler = (notices: Pick<Notices, 'alarm'>): WorkHandler => ({
  kind: 'untaken',
  handle: (work) => notices.alarm(asId<'message'>(work.subject), work),
  retryAfterMs: backOffMs,
});

/** Due in the night before a department is reminded of a referral; the subject is the message. */
export const remindDepartmentHandler = (
  notices: Pick<Notices, 'remindDepartment'>,
  clock: Clock,
  timeZone: string,
): WorkHandler => ({
  kind: 'referral-due',
  handle: (work) =>
    notices.remindDepartment(asId<'message'>(work.subject), clock.now(), timeZone, work),
  retryAfterMs: backOffMs,
});
