import type { Route } from '@kuvert/platform/http/route';
import { codeOf, KuvertError } from '@kuvert/shared/errors';

import type { Session } from '../store/sessions.ts';
import type { MailboxReader } from '../use-cases/read-mailbox.ts';
import { namedIn } from './named-in.ts';

/**
 * The same route, which answers `login-too-weak` in place of `not-found` for what is of a department of the person's that
 * demands a stronger login: that there is such a department they know, and this is how they get to it.
 */
export const sayingWhatItDemands =
  ({ demandOn }: Pick<MailboxReader, 'demandOn'>) =>
  (route: Route<Session>): Route<Session> => ({
    ...route,
    problems: route.problems.includes('not-found')
      ? [...route.problems, 'login-too-weak']
      : route.problems,
    handle: async (input, session, raw) => {
      try {
        return await route.handle(input, session, raw);
      } catch (error) {
        if (codeOf(error) !== 'not-found') throw error;
        const demands = await demandOn(session, namedIn(input.params));
        if (demands === undefined) throw error;
        throw tooWeak(demands, error);
      }
    },
  });

const tooWeak = (demands: string, cause: unknown): KuvertError =>
  new KuvertError('login-too-weak', 'the department demands a stronger login', {
    cause,
    details: { demands },
  });
