import type { Queryable } from '@kuvert/platform/postgres/database';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Who was logged in, person or partner, isn't worth keeping, and which migrations ran stands in the archive's head. */
const leftOut = [
  'session',
  'login_attempt',
  'login_choice',
  'logout_token',
  'room_session',
  'room_login_attempt',
  'room_login_choice',
  'room_logout_token',
  'card_hand_over',
  'card_crl',
  'card_listener',
  'provider_health',
  'request_share',
  'request_salt',
  'saml_assertion',
  'saml_logout',
  'saml_provider',
  'saml_service',
  'partner_token',
  'partner_assertion',
  'schema_migration',
];

/** Every table with its columns, each after the tables that it refers to. */
export const readTables = async (database: Queryable): Promise<readonly Table[]> => {
  const { rows } = await database.query<{ name: string; columns: string[]; refers: string[] }>(
    `select c.relname::text as name,
            array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0
                   and not attisdropped and attgenerated = '' order by attnum) as columns,
            array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
                   where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as refers
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all($1)
      order by c.relname`,
    [leftOut],
  );
  return inOrder(rows);
};

const inOrder = (
  tables: readonly (Table & { readonly refers: readonly string[] })[],
): readonly Table[] => {
  const ordered: Table[] = [];
  const waiting = [...tables];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ refers }) =>
      refers.every((name) => ordered.some((table) => table.name === name)),
    );
    const [table] = waiting.splice(next, 1);
    if (next < 0 || !table) throw new Error('tables refer to each other in a circle');
    ordered.push({ name: table.name, columns: table.columns });
  }
  return ordered;
};
