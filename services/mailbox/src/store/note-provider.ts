import { LRUCache } from 'lru-cache';

import type { Database } from '@kuvert/platform/postgres/database';
import {
  noteProvider,
  type KnownProvider,
  type ProviderOutcome,
} from '@kuvert/platform/providers/provider-health';
import type { Clock } from '@kuvert/shared/clock';

import type { Events } from '../events.ts';

export interface NoteDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly events: Pick<Events, 'databaseConnectionLost'>;
}

export type NoteInPassing = (provider: KnownProvider, outcome: ProviderOutcome) => void;

/** That it goes on as before is written down once in this time: many log in at once. */
const sameAgainMs = 20_000;
const mostProviders = 200;

/** Writes down how somebody else's machine answered. Nobody's login waits for that, or fails by it. */
export const noteInPassing = ({ database, clock, events }: NoteDeps): NoteInPassing => {
  const said = new LRUCache<string, string>({ max: mostProviders, ttl: sameAgainMs });
  return (provider, outcome) => {
    const key = `${provider.kind} ${provider.name}`;
    const word = outcome === 'success' ? outcome : outcome.code;
    if (said.get(key) === word) return;
    said.set(key, word);
    noteProvider(database, 'mailbox', provider, outcome, clock.now()).catch(
      events.databaseConnectionLost,
    );
  };
};
