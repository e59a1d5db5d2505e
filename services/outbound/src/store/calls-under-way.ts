import type { Queryable } from '@kuvert/platform/postgres/database';

/** Calls that are with the carrier, or may be. */
export const callsUnderWay = async (database: Queryable, carrier: string): Promise<number> => {
  const { rows } = await database.query<{ number: number }>(
    `select count(*)::int as number from delivery
      where state in ('submitting', 'accepted', 'dialling') and carrier = $1`,
    [carrier],
  );
  return rows[0]?.number ?? 0;
};
