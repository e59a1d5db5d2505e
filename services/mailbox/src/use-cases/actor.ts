import type { ActingScope } from '@kuvert/platform/postgres/database';

import type { ApiClient } from '../store/api-clients.ts';
import type { Session } from '../store/sessions.ts';

/** Who does something in the mailbox: somebody in a session, or a business system, which has none. */
export type Actor = Pick<Session, 'person' | 'idHash'> | Pick<ApiClient, 'person' | 'departmentId'>;

/**
 * What an actor's transactions act for. Row-level security reads in the session's own row how strong its login was; of a
 * person without a session it shows no department.
 */
export const scopeOf = (actor: Actor): ActingScope => ({
  person: actor.person,
  session: 'idHash' in actor ? actor.idHash : null,
});
