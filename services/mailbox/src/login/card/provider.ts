import { KuvertError } from '@kuvert/shared/errors';
import { meets } from '@kuvert/shared/level-of-assurance';

import type { Identifier } from '../provider.ts';
import { LoginRefused } from '../refusal.ts';
import type { CardConfig } from './card-config.ts';
import type { HandOvers } from './hand-over.ts';

/** Where the mailbox's origin takes a hand-over. */
export const cardCallback = '/login/card/callback';

/** Smart cards, seen from the mailbox's origin: the browser goes to the listener and comes back with a hand-over. */
export const createCardProvider = (
  { origin, directory }: Pick<CardConfig, 'origin' | 'directory'>,
  handOvers: Pick<HandOvers, 'take'>,
): Identifier => ({
  authorizationUrl: async ({ state }) =>
    `${origin}/login?${new URLSearchParams({ state }).toString()}`,
  identify: async (callback, { state, loa }) => {
    const token = callback.searchParams.get('card') ?? '';
    const person = await handOvers.take(token, state);
    if (!person)
      throw new KuvertError('login-failed', 'no card was handed over for this login', {
        cause: new LoginRefused('answer-invalid'),
      });
    const who = { issuer: directory, subject: person.subject };
    if (loa !== null && !meets(person.loa, loa))
      throw new KuvertError('login-failed', 'the card is of a lower level than was asked for', {
        cause: new LoginRefused('assurance-too-low', { who }),
      });
    const { subject, name, loa: level } = person;
    return { issuer: directory, subjects: [subject], name, loa: level, sid: null };
  },
});
