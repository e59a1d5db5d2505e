import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useServices } from '../services.ts';
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
  const { background } = useServices();
  const [lostSince, setLostSince] = useState<Date | null>(null);

  useEffect(() => {
    // Nobody did anything: news must not keep the session of somebody who went away going.
    const askAgain = (...changed: readonly QueryKey[]) =>
      void background.quietly(() =>
        Promise.all(changed.map((queryKey) => queries.invalidateQueries({ queryKey }))),
      );
    let wasLost = false;
    let cancelGrace = () => {};
    const stop = connectLive({
      open: () => new EventSource('/api/events'),
      after: later,
      onEvent: ({ departmentId, messageId, reading }) => {
        if (reading) {
          // Nothing else has changed.
          queries.setQueryData(keys.reading(messageId), reading);
          return;
        }
        askAgain(keys.me, keys.messagesOf(departmentId), keys.message(messageId));
        askAgain(keys.incidentsOf(departmentId), keys.anyIncident);
      },
      onSending: ({ departmentId, sendingId }) => {
        askAgain(keys.me, keys.sendingsOf(departmentId), keys.sending(sendingId));
        askAgain(keys.approvals(departmentId), keys.approval(sendingId));
        askAgain(keys.drafts(departmentId), keys.draft(sendingId));
        askAgain(keys.incidentsOf(departmentId), keys.anyIncident);
      },
      onAnnouncement: () => askAgain(keys.me, keys.announcements),
      onState: (state) => {
        if (state === 'live') {
          cancelGrace();
          setLostSince(null);
          // What happened meanwhile was told to nobody here.
          if (wasLost) askAgain([]);
          wasLost = false;
          return;
        }
        if (wasLost) return;
        wasLost = true;
        const since = new Date();
        cancelGrace = later(graceMs, () => setLostSince(since));
        // A session that ended refuses the stream without saying why; this asks.
        askAgain(keys.me);
      },
    });
    return () => {
      cancelGrace();
      stop();
    };
  }, [queries, background]);

  return lostSince;
};
