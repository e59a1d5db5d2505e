import type { Check } from '../doctor.ts';
import { count, ok, warn } from '../finding.ts';

/** How many of the newest logins are looked at: of yesterday's and today's, which is how long sessions are kept. */
const newest = 5;

/** Logins in the partner room say how strong they were, as every department there demands. */
export const checkRoom: Check = async ({ database }) => {
  const { rows } = await database.query<{ loa: string | null }>(
    'select loa from room_session order by created_at desc limit $1',
    [newest],
  );
  const isSaid = rows.some(({ loa }) => loa !== null);
  if (rows.length === 0) return [ok('room', 'nobody has logged in to the partner room lately')];
  if (isSaid) return [ok('room', 'logins to the partner room have a level of assurance')];
  return [
    warn(
      'room',
      `none of the last ${count(rows.length, 'login', 'logins')} to the partner room has a level of assurance: nobody there reads or writes anything`,
      'KUVERT_OIDC_LOA_UNSAID says the level where the identity provider says none, KUVERT_OIDC_LOA which level its values are; people then log in anew',
    ),
  ];
};
