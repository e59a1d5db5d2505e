import type { Queryable } from '@kuvert/platform/postgres/database';

/**
 * What waited to be dialled when a backup was made may have gone since: it is never dialled on its own. Nobody knows
 * its outcome, and a person decides. What was with the carrier is asked for there, as ever. How many they are.
 */
export const holdSending = async (database: Queryable): Promise<number> => {
  const { rows } = await database.query<{ held: number }>(
    `with held as (
       update delivery set state = 'unknown', unknown_reason = 'restored', changed_at = now()
        where state in ('queued', 'preparing') returning id, department_id),
     told as (
       insert into delivery_fact (id, delivery_id, department_id, at, source, kind, unknown_reason, event_key, changed,
         evidence)
       select gen_random_uuid()::text, id, department_id, now(), 'house', 'restored', 'restored',
              'house:restored:' || gen_random_uuid(), true, '{}' from held returning delivery_id)
     select count(*)::int as held from told`,
  );
  return rows[0]?.held ?? 0;
};
