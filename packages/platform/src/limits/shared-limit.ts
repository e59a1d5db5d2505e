import { LRUCache } from 'lru-cache';

import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';

import type { Queryable } from '../postgres/database.ts';

/** At most so many acts a window for each who asks, on all replicas together. */
export interface SharedLimit {
  /**
   * Seconds until there are more; 0: granted. The first refusal of a window is on record.
   * @param who the one who asks, by what they can't choose freely: never whom they name
   * @param person of the house, where one is known
   */
  take(who: string, person?: string): Promise<number>;
}

export interface SharedLimitOptions {
  /** In the audit trail. */
  readonly what: string;
  readonly most: number;
  readonly windowMs: number;
}

/** Who was refused is told so from here, until their window ends: a flood stays off the database. */
const mostRemembered = 10_000;

/** Counts in PostgreSQL (`take_share`), which keeps nothing that names anybody. */
export const createSharedLimit = (
  { database, clock }: { readonly database: Queryable; readonly clock: Clock },
  { what, most, windowMs }: SharedLimitOptions,
): SharedLimit => {
  const refusedUntil = new LRUCache<string, number>({ max: mostRemembered });
  return {
    take: async (who, person) => {
      const now = clock.now();
      const left = (refusedUntil.get(who) ?? 0) - now.getTime();
      if (left > 0) return Math.ceil(left / 1000);
      const { rows } = await database.query<{ wait: number }>(
        `select take_share($1, $2, $3, $4, $5 * interval '1 millisecond', $6) as wait`,
        [what, who, person ?? null, now, windowMs, most],
      );
      const wait = rows[0]?.wait ?? 0;
      if (wait > 0) refusedUntil.set(who, now.getTime() + wait * 1000);
      return wait;
    },
  };
};

/** @throws KuvertError `rate-limited` with when to come again */
export const admit = async (limit: SharedLimit, who: string, person?: string): Promise<void> => {
  const retryAfterSeconds = await limit.take(who, person);
  if (retryAfterSeconds > 0) throw tooMany(retryAfterSeconds);
};

export const tooMany = (retryAfterSeconds: number): KuvertError =>
  new KuvertError('rate-limited', `too many requests: come again in ${retryAfterSeconds} seconds`, {
    details: { retryAfterSeconds },
  });
