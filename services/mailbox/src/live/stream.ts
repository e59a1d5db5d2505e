import type { Response } from 'express';

import type { Notice } from './channel.ts';
import type { LiveHub, LiveStream } from './hub.ts';

export interface StreamDeps {
  readonly hub: LiveHub;
  readonly heartbeatMs: number;
  /** The person's departments while the session goes on, undefined when it is over. */
  readonly departmentsOf: (session: string) => Promise<ReadonlySet<string> | undefined>;
}

/** How long a browser waits before it connects again. */
const retryMs = 2_000;
/** A reader that takes nothing in is let go. */
const mostWaitingBytes = 64 * 1024;

const eventOf = (notice: Notice): string => {
  if ('sendingId' in notice) return 'sending';
  return 'announcementId' in notice ? 'announcement' : 'message';
};

/** Turns the response into a stream of server-sent events that lasts no longer than the session. */
export const openStream = (
  { hub, heartbeatMs, departmentsOf }: StreamDeps,
  response: Response,
  session: string,
  departments: ReadonlySet<string>,
): void => {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would hold events back
    'x-accel-buffering': 'no',
  });
  response.write(`retry: ${retryMs}\n\n`);
  const write = (text: string): void => {
    if (response.writableLength > mostWaitingBytes) response.destroy();
    else response.write(text);
  };
  const stream: LiveStream = {
    session,
    departments,
    send: (notice) => write(`event: ${eventOf(notice)}\ndata: ${JSON.stringify(notice)}\n\n`),
    end: () => response.end(),
  };
  const remove = hub.add(stream);
  const beat = async (): Promise<void> => {
    const now = await departmentsOf(session);
    if (!now) {
      response.end();
      return;
    }
    stream.departments = now;
    write(':\n\n');
  };
  // When the check itself fails the stream ends: the browser comes back and is checked at the door.
  const heartbeat = setInterval(() => void beat().catch(() => response.end()), heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    remove();
  });
};
