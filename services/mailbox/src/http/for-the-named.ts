import type { Route } from '@kuvert/platform/http/route';
import { codeOf, KuvertError } from '@kuvert/shared/errors';

import type { Session } from '../store/sessions.ts';
import type { MailboxReader } from '../use-cases/read-mailbox.ts';
import { namedIn } from './named-in.ts';

/**
 * The same route, which answers `restricted` in place of `not-found` for what is restricted to others in a department of the
 * person's: that it is there they see in the list, and who can open it. That nothing of it is shown is the database's doing.
 */
export const sayingItIsRestricted =
  ({ isClosed }: Pick<MailboxReader, 'isClosed'>) =>
  (route: Route<Session>): Route<Session> => ({
    ...route,
    problems:
      route.problems.includes('not-found') && !route.problems.includes('restricted')
        ? [...route.problems, 'restricted']
        : route.problems,
    handle: async (input, session, raw) => {
      try {
        return await route.handle(input, session, raw);
      } catch (error) {
        if (codeOf(error) !== 'not-found') throw error;
        if (!(await isClosed(session, namedIn(input.params)))) throw error;
        throw new KuvertError('restricted', 'it is restricted to named handlers', { cause: error });
      }
    },
  });
