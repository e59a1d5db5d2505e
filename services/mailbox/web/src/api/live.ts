import type { LiveEvent, SendingEvent } from '../../../src/http/api.ts';
import type { z } from 'zod';

export type Told = z.infer<typeof LiveEvent>;
export type ToldOfSending = z.infer<typeof SendingEvent>;

/** The part of `EventSource` that is used. */
export interface Stream {
  readonly readyState: number;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(
    type: 'message' | 'sending' | 'announcement',
    listener: (event: { readonly data: string }) => void,
  ): void;
  close(): void;
}

export interface LiveDeps {
  readonly open: () => Stream;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly onEvent: (event: Told) => void;
  readonly onSending: (event: ToldOfSending) => void;
  /** Something is announced to a department of the person's. */
  readonly onAnnouncement: () => void;
  readonly onState: (state: 'live' | 'lost') => void;
}

const closed = 2;
const firstPause = 1000;
const longestPause = 15_000;

const parse = <Event extends { readonly departmentId: string }>(
  data: string,
  id: keyof Event,
): Event | undefined => {
  try {
    const event = JSON.parse(data) as Partial<Event>;
    return event.departmentId && event[id] ? (event as Event) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Listens to the server's events until the returned function is called. The browser reconnects by itself
 * after a cut; after a refusal (a proxy's 502, a 401) it gives up, and this tries again, ever more slowly.
 */
export const connectLive = (deps: LiveDeps): (() => void) => {
  const { open, after, onEvent, onSending, onState } = deps;
  let stream: Stream;
  let pause = firstPause;
  let cancel: (() => void) | undefined;

  const connect = () => {
    const own = open();
    stream = own;
    own.addEventListener('open', () => {
      pause = firstPause;
      onState('live');
    });
    own.addEventListener('message', ({ data }) => {
      const event = parse<Told>(data, 'messageId');
      if (event) onEvent(event);
    });
    own.addEventListener('sending', ({ data }) => {
      const event = parse<ToldOfSending>(data, 'sendingId');
      if (event) onSending(event);
    });
    own.addEventListener('announcement', deps.onAnnouncement);
    own.addEventListener('error', () => {
      onState('lost');
      if (own.readyState !== closed) return;
      cancel = after(pause, connect);
      pause = Math.min(2 * pause, longestPause);
    });
  };

  connect();
  return () => {
    cancel?.();
    stream.close();
  };
};
