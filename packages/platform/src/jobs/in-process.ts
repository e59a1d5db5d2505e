import type { WorkId } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import { createAnswers, defaultConcurrency, stopAll } from './answers.ts';
import type { Answers, BellOptions } from './answers.ts';

interface Room {
  /** Rung and not yet answered, each id once. */
  readonly waiting: Set<WorkId>;
  readonly listeners: Set<Answers>;
}

/** Rings within this process; a ring in a room where nobody listens is lost, and the sweep finds the work. */
export const createInProcessBell = (options: BellOptions): Bell => {
  const { onError, concurrency = defaultConcurrency } = options;
  const rooms = new Map<string, Room>();
  const stops = new Set<() => Promise<void>>();
  let closed = false;

  const pump = (room: Room): void => {
    for (const listener of room.listeners) {
      for (const id of room.waiting) {
        if (listener.count >= concurrency) break;
        room.waiting.delete(id);
        void listener.give(id).then(() => pump(room));
      }
    }
  };

  return {
    ring: async (name, id) => {
      const room = rooms.get(name);
      if (closed || room === undefined || room.listeners.size === 0) return;
      room.waiting.add(id);
      pump(room);
    },
    listen: async (name, answer) => {
      if (closed) throw new Error('the bell is closed');
      const room = rooms.get(name) ?? { waiting: new Set(), listeners: new Set() };
      rooms.set(name, room);
      const answers = createAnswers(answer, onError);
      room.listeners.add(answers);
      const stop = async (): Promise<void> => {
        stops.delete(stop);
        room.listeners.delete(answers);
        if (room.listeners.size === 0) room.waiting.clear();
        await answers.settled();
      };
      stops.add(stop);
      return stop;
    },
    check: async () => {
      if (closed) throw new Error('the bell is closed');
    },
    close: async () => {
      closed = true;
      await stopAll([...stops], options);
    },
  };
};
