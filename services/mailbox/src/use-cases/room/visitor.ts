import type { Scope } from '@kuvert/platform/postgres/database';

import type { Session } from '../../store/sessions.ts';

/** Somebody who is logged in to the room. */
export type Visitor = Pick<Session, 'idHash' | 'person' | 'loa'>;

/** What the room's transactions act for: the person, in the session whose row says how strong its login was. */
export const scopeOf = ({ person, idHash }: Visitor): Scope => ({ person, session: idHash });
