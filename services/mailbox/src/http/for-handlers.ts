import type { Route } from '@kuvert/platform/http/route';
import { KuvertError } from '@kuvert/shared/errors';

import type { Session } from '../store/sessions.ts';
import type { MailboxReader } from '../use-cases/read-mailbox.ts';
import { namedIn } from './named-in.ts';

/**
 * The same route, which tells whoever only reads in a department so when they ask it to change something there. That nothing
 * changes is the database's doing.
 */
export const forHandlers =
  ({ onlyReads }: Pick<MailboxReader, 'onlyReads'>) =>
  (route: Route<Session>): Route<Session> => {
    if (route.method === 'get') return route;
    return {
      ...route,
      problems: [...route.problems, 'only-reader'],
      handle: async (input, session, raw) => {
        if (await onlyReads(session, namedIn(input.params)))
          throw new KuvertError('only-reader', 'in this department you only read');
        return route.handle(input, session, raw);
      },
    };
  };
