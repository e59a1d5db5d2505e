import pg from 'pg';

import { connectionOptions, type DatabaseOptions } from './database.ts';

const reconnectMs = 1_000;

/**
 * Listens on one channel and reconnects for as long as it isn't closed. After each (re)connection
 * `onConnect` is called, since notices may have been missed meanwhile.
 */
export const listen = (
  options: Pick<DatabaseOptions, 'url' | 'user' | 'password' | 'onError'>,
  channel: string,
  onNotice: (payload: string) => void,
  onConnect: () => void,
): { readonly close: () => Promise<void> } => {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ ...connectionOptions(options), keepAlive: true });
    client = next;
    let lost = false;
    const again = (error?: unknown): void => {
      if (lost) return;
      lost = true;
      if (closed) return;
      if (error !== undefined) options.onError(error);
      timer = setTimeout(() => void connect(), reconnectMs);
      void quietly(next);
    };
    next.on('error', again);
    next.on('end', () => again());
    next.on('notification', (notice) => onNotice(notice.payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      onConnect();
    } catch (error) {
      again(error);
    }
  };

  void connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      if (client) await quietly(client);
    },
  };
};

/** A connection that is already broken has nothing left to end. */
const quietly = (client: pg.Client): Promise<void> => client.end().catch(() => undefined);
