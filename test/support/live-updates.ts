import type { Staff } from './staff.ts';

/** What a browser is told while it has the mailbox open. */
export interface LiveUpdates {
  /** When news of this message came, as `performance.now()` counts. @throws Error when none came in time */
  newsOf(messageId: string): Promise<number>;
  close(): void;
}

const patienceMs = 20_000;

/** Opens the stream of live updates; it is open when this resolves. */
export const openLiveUpdates = async (staff: Staff): Promise<LiveUpdates> => {
  const closing = new AbortController();
  const stream = await staff.stream('/api/events', closing.signal);
  const arrivals = new Map<string, number>();
  const news = new EventTarget();
  const hear = async (): Promise<void> => {
    for await (const messageId of messagesIn(stream)) {
      if (!arrivals.has(messageId)) arrivals.set(messageId, performance.now());
      news.dispatchEvent(new Event('news'));
    }
  };
  // Ends with an error when it is closed; whoever still waits is told by the clock.
  void hear().catch(() => undefined);
  return {
    close: () => closing.abort(),
    newsOf: (messageId) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          news.removeEventListener('news', look);
          reject(new Error('no live update told of the message'));
        }, patienceMs);
        const look = (): void => {
          const at = arrivals.get(messageId);
          if (at === undefined) return;
          clearTimeout(timer);
          news.removeEventListener('news', look);
          resolve(at);
        };
        news.addEventListener('news', look);
        look();
      }),
  };
};

async function* messagesIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      // The mailbox's own schema LiveEvent.
      if (data !== undefined) yield (JSON.parse(data) as { messageId: string }).messageId;
    }
  }
}
