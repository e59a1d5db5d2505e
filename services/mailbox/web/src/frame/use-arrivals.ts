import { useEffect, useRef } from 'react';
import { arrivals } from '../api/arrivals.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';

/** Says politely that a fax has come in. */
export const useArrivals = (): void => {
  const { announcer } = useServices();
  const { me, words } = useSession();
  const before = useRef(me);
  useEffect(() => {
    const arrived = arrivals(before.current, me);
    before.current = me;
    if (arrived.length > 0)
      announcer.say(arrived.map(({ name }) => words.live.arrived(name)).join(' '));
  }, [announcer, me, words]);
};
