import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from './keys.ts';
import { connectLive } from './live.ts';

const graceMs = 2_000;

const later = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/**
 * Keeps lists, counters and the open message as the server has them. Answers since when contact has been
 * lost, or null; a cut shorter than two seconds is not worth a word.
 */
export const useLive = (): Date | null => {
  const queries = useQueryClient();
  const [lostSince, setLostSince] = useState<Date | null>(null);

  useEffect(() => {
    let wasLost = false;
    let cancelGrace = () => {};
    const stop = connectLive({
      open: () => new EventSource('/api/events'),
      after: later,
      onEvent: ({ departmentId, messageId }) => {
        void queries.invalidateQueries({ queryKey: keys.me });
        void queries.invalidateQueries({ queryKey: keys.messagesOf(departmentId) });
        void queries.invalidateQueries({ queryKey: keys.message(messageId) });
      },
      onState: (state) => {
        if (state === 'live') {
          cancelGrace();
          setLostSince(null);
          // What happened meanwhile was told to nobody here.
          if (wasLost) void queries.invalidateQueries();
          wasLost = false;
          return;
        }
        if (wasLost) return;
        wasLost = true;
        const since = new Date();
        cancelGrace = later(graceMs, () => setLostSince(since));
        // A session that ended refuses the stream without saying why; this asks.
        void queries.invalidateQueries({ queryKey: keys.me });
      },
    });
    return () => {
      cancelGrace();
      stop();
    };
  }, [queries]);

  return lostSince;
};
