import type { Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { asId } from '@kuvert/shared/ids';
import type { MailAddress } from '@kuvert/shared/notices/mail-address';
import { nextNoticeMs } from '@kuvert/shared/notices/retry';
import type { NoticeOutcome, Notifier } from '@kuvert/shared/ports/notifier';

import type { NoticeEvents } from '../notice-events.ts';
import type { NoticeResult, Notices, OpenNotice } from './notice-ports.ts';

export interface SendNoticeDeps {
  readonly notices: Notices;
  readonly notifier: Notifier;
  readonly events: NoticeEvents;
  readonly clock: Clock;
  readonly links: NoticeLinks;
}

/** Where people log in. */
export interface NoticeLinks {
  readonly mailbox: string;
  /** Undefined: nobody told outbound. */
  readonly room: string | undefined;
}

/**
 * Hands one notice to the mail server, and writes down what it said. After a crash between the two it is sent again, under
 * the same id: a notice may come twice, and is never left out.
 */
export const sendNotice =
  (deps: SendNoticeDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    const { notices, clock, events } = deps;
    const id = asId<'notice'>(work.subject);
    const open = await notices.begin(id);
    if (!open) return notices.end(work);
    const result: NoticeResult =
      open.to === undefined
        ? { kind: 'dropped' }
        : await attempt(deps, open, open.to, work.attempts, signal);
    await notices.record(id, result, clock.now(), work);
    events.attempted(id, result);
  };

const attempt = async (
  { notifier, clock, links }: SendNoticeDeps,
  open: OpenNotice,
  to: MailAddress,
  tries: number,
  signal: AbortSignal,
): Promise<NoticeResult> => {
  const { id, kind, language, mailbox, createdAt } = open;
  const isOfRoom = kind === 'in-room' || kind === 'room-waits';
  const link = isOfRoom ? links.room : links.mailbox;
  const outcome: NoticeOutcome =
    link === undefined
      ? { kind: 'not-sent', code: 'no-room-origin' }
      : await notifier.send({ id, kind, language, mailbox, link, to }, signal);
  if (outcome.kind !== 'not-sent') return outcome;
  // who was told to stop has not tried
  signal.throwIfAborted();
  const { code } = outcome;
  const inMs = nextNoticeMs(tries, clock.now().getTime() - createdAt.getTime());
  return inMs === undefined ? { kind: 'given-up', code } : { kind: 'again', code, inMs };
};
