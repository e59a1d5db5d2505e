import { openText, sealText } from '@kuvert/platform/vault/sealed-text';
import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';

import { startOfDay } from '#web/time/input-time';
import type { ShownReview, ShownReviewRow } from '#web/log/reviews-page';
import { houseKey } from '../store/house-key.ts';
import { isAuditor } from '../store/log.ts';
import {
  countReads,
  drawLogReview,
  judgeLogReview,
  listLogReviews,
  readLogReview,
  readReviewedRows,
  type LogReview,
} from '../store/log-reviews.ts';
import { notFound } from '../store/not-found.ts';
import { drawPlaces } from './draw-places.ts';
import { audited } from './open-document.ts';
import { toEntry } from './read-log.ts';
import { type Actor, scopeOf } from './actor.ts';

export interface ReviewDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid' | 'token'>;
  readonly keys: KeyProvider;
  readonly recovery: Recipient;
  readonly timeZone: string;
}

/** The samples that were drawn, newest first. @throws KuvertError `not-found` for anybody but auditors */
export const listReviews =
  ({ database }: Pick<ReviewDeps, 'database'>) =>
  (actor: Actor): Promise<readonly ShownReview[]> =>
    database.transaction(async (transaction) => {
      if (!(await isAuditor(transaction))) throw notFound();
      return (await listLogReviews(transaction)).map((review) => toShown(review, null));
    }, scopeOf(actor));

/**
 * Draws a random sample of what people read in days that are over; its id, or undefined where nothing was read.
 * @throws KuvertError `not-found` for anybody but auditors, `audit-not-written`
 */
export const drawReview =
  ({ database, clock, randomness, timeZone }: ReviewDeps) =>
  (
    actor: Actor,
    days: { readonly from: string; readonly until: string; readonly size: number },
  ): Promise<string | undefined> =>
    audited(() =>
      database.transaction(async (transaction) => {
        if (!(await isAuditor(transaction))) throw notFound();
        const at = clock.now();
        const time = {
          from: startOfDay(days.from, 0, timeZone),
          until: startOfDay(days.until, 1, timeZone),
        };
        const population = time.until <= at ? await countReads(transaction, time) : 0;
        if (population === 0) return undefined;
        const id = randomness.uuid();
        const places = drawPlaces(randomness, population, days.size);
        await drawLogReview(transaction, { id, ...time, places, population, at });
        return id;
      }, scopeOf(actor)),
    );

/**
 * One sample with its rows, and what was found where it is signed; on record.
 * @throws KuvertError `not-found`, `audit-not-written`, `key-locked`
 */
export const readReview =
  ({ database, clock, keys }: Pick<ReviewDeps, 'database' | 'clock' | 'keys'>) =>
  async (
    actor: Actor,
    id: string,
  ): Promise<{ readonly review: ShownReview; readonly rows: readonly ShownReviewRow[] }> => {
    const { review, rows, key } = await audited(() =>
      database.transaction(async (transaction) => {
        const found = await readLogReview(transaction, id);
        if (!found) throw notFound();
        return {
          review: found,
          key: found.note === null ? null : await houseKey({ keys, clock }, transaction, 'log'),
          rows: await readReviewedRows(transaction, id),
        };
      }, scopeOf(actor)),
    );
    const note =
      review.note === null || key === null
        ? null
        : await openText(review.note, await keys.unwrap(key.wrapped));
    return {
      review: toShown(review, note),
      rows: rows.map(({ number, verdict, row }) => ({ number, verdict, entry: toEntry(row) })),
    };
  };

export interface Judgement {
  readonly fine: readonly number[];
  readonly ask: readonly number[];
  /** Signs the whole. */
  readonly note: string | null;
}

/**
 * Keeps what is said of each row; with a note the whole is signed, sealed for the log's own key and for recovery.
 * @throws KuvertError `not-found` also for one that is signed, `audit-not-written`
 */
export const judgeReview =
  ({ database, clock, keys, recovery }: ReviewDeps) =>
  (actor: Actor, id: string, { fine, ask, note }: Judgement): Promise<void> =>
    audited(() =>
      database.transaction(async (transaction) => {
        if (!(await isAuditor(transaction))) throw notFound();
        const sealed =
          note === null
            ? null
            : await sealText(note, [
                (await houseKey({ keys, clock }, transaction, 'log')).recipient,
                recovery,
              ]);
        const judged = { fine, ask, note: sealed && Buffer.from(sealed), at: clock.now() };
        if (!(await judgeLogReview(transaction, id, judged))) throw notFound();
      }, scopeOf(actor)),
    );

const toShown = (review: LogReview, note: string | null): ShownReview => ({
  id: review.id,
  from: review.from.toISOString(),
  until: review.until.toISOString(),
  population: review.population,
  size: review.size,
  drawnBy: review.drawnBy,
  drawnAt: review.drawnAt.toISOString(),
  signed:
    review.signedAt === null
      ? null
      : { by: review.signedBy ?? '', at: review.signedAt.toISOString(), note },
});
