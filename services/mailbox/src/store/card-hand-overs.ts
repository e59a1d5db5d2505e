import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import type { Queryable } from '@kuvert/platform/postgres/database';

/** Whom a card named. */
export interface HandedOver {
  readonly subject: string;
  readonly name: string;
  readonly loa: LevelOfAssurance;
}

/** Adds one, and clears away those that nobody took. */
export const addHandOver = async (
  database: Queryable,
  handOver: HandedOver & {
    readonly idHash: string;
    readonly stateHash: string;
    readonly at: Date;
    readonly expiresAt: Date;
  },
): Promise<void> => {
  await database.query('delete from card_hand_over where expires_at <= $1', [handOver.at]);
  await database.query(
    `insert into card_hand_over (id_hash, state_hash, subject, name, loa, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      ...[handOver.idHash, handOver.stateHash, handOver.subject, handOver.name, handOver.loa],
      handOver.expiresAt,
    ],
  );
};

/** Uses one up: a second one who comes with it, on whichever replica, finds nothing. */
export const takeHandOver = async (
  database: Queryable,
  key: { readonly idHash: string; readonly stateHash: string; readonly now: Date },
): Promise<HandedOver | undefined> => {
  const { rows } = await database.query<HandedOver>(
    `delete from card_hand_over where id_hash = $1 and state_hash = $2 and expires_at > $3
     returning subject, name, loa`,
    [key.idHash, key.stateHash, key.now],
  );
  return rows[0];
};
