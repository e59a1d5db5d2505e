import { useEffect, useRef, useState } from 'react';
import { arrivals } from '../api/arrivals.ts';
import { useSession } from '../session.ts';

/** The sentence that says, politely, that a fax has come in. */
export const useArrivals = (): string => {
  const { me, words } = useSession();
  const before = useRef(me);
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    const arrived = arrivals(before.current, me);
    before.current = me;
    if (arrived.length > 0)
      setSentence(arrived.map(({ name }) => words.live.arrived(name)).join(' '));
  }, [me, words]);
  return sentence;
};
