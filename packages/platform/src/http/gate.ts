import { KuvertError } from '@kuvert/shared/errors';

export interface Gate {
  /** Waits for a place; call what it gives to leave. @throws KuvertError `rate-limited` when too many wait already */
  enter(): Promise<() => void>;
}

/** Lets `places` in at a time, in the order of their coming. At most `waiting` wait; the others come again by themselves. */
export const createGate = (places: number, waiting: number): Gate => {
  const queue: (() => void)[] = [];
  let inside = 0;

  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else inside -= 1;
  };
  const leaveOnce = (): (() => void) => {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  };
  return {
    enter: async () => {
      if (inside < places) {
        inside += 1;
        return leaveOnce();
      }
      if (queue.length >= waiting)
        throw new KuvertError(
          'rate-limited',
          'too many large requests are on their way: come again',
        );
      await new Promise<void>((resolve) => queue.push(resolve));
      return leaveOnce();
    },
  };
};
