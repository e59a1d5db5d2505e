import { KuvertError } from '@kuvert/shared/errors';

import type { Sending } from '#api';
import type { ApiClient } from '../store/api-clients.ts';
import type { Actor } from './actor.ts';

/**
 * Takes back what this system sent and what has not been dialled; what was taken back already, or is asked back of the
 * carrier, is answered as it is.
 * @throws KuvertError `not-found`, `not-sent-by-you`, `already-dialling`
 */
export const cancelBySystem =
  ({
    read,
    cancel,
  }: {
    readonly read: (who: Actor, id: string) => Promise<Sending>;
    readonly cancel: (who: Actor, id: string) => Promise<Sending>;
  }) =>
  async (client: ApiClient, id: string): Promise<Sending> => {
    const sending = await read(client, id);
    if (sending.sentBy.id !== client.person)
      throw new KuvertError('not-sent-by-you', 'only who sent it can take it back here');
    const { state, withdrawal } = sending.delivery;
    return state === 'cancelled' || withdrawal === 'asked' ? sending : cancel(client, id);
  };
