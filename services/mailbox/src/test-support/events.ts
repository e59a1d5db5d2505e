import type { z } from 'zod';

import { AnnouncementEvent, LiveEvent, SendingEvent } from '#api';

/** A stream of server-sent events as a test reads it. */
export interface OpenEvents {
  readonly headers: Headers;
  /** The very first block. */
  opening(): Promise<string>;
  /** The next event `message`; heartbeats are passed over. */
  next(): Promise<z.infer<typeof LiveEvent>>;
  /** The next event `sending`; others are passed over. */
  nextSending(): Promise<z.infer<typeof SendingEvent>>;
  /** The next event `announcement`; others are passed over. */
  nextAnnouncement(): Promise<z.infer<typeof AnnouncementEvent>>;
  /** Waits for so many heartbeats. */
  heartbeats(count: number): Promise<void>;
  /** True as soon as the server ended the stream. */
  ended(): Promise<boolean>;
  close(): void;
}

export const openEvents = async (origin: string, cookie: string): Promise<OpenEvents> => {
  const abort = new AbortController();
  const response = await fetch(`${origin}/api/events`, {
    headers: { cookie },
    signal: abort.signal,
  });
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
  const blocks = blocksOf(response.body);
  const first = blocks.next();
  const after = async (): Promise<string | undefined> => {
    await first;
    const { value, done } = await blocks.next();
    return done ? undefined : value;
  };
  const nextOf = async (kind: string): Promise<unknown> => {
    for (;;) {
      const block = await after();
      if (block === undefined) throw new Error('the stream ended');
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      if (event === kind && data !== undefined) return JSON.parse(data);
    }
  };
  return {
    headers: response.headers,
    opening: async () => (await first).value ?? '',
    next: async () => LiveEvent.parse(await nextOf('message')),
    nextSending: async () => SendingEvent.parse(await nextOf('sending')),
    nextAnnouncement: async () => AnnouncementEvent.parse(await nextOf('announcement')),
    heartbeats: async (count) => {
      for (let heard = 0; heard < count;) if ((await after()) === ':') heard += 1;
    },
    ended: async () => {
      while ((await after()) !== undefined);
      return true;
    },
    close: () => abort.abort(),
  };
};

async function* blocksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}
