import { KuvertError } from '@kuvert/shared/errors';

export interface Gate {
  /** Waits for a place; call what it gives to leave. @throws KuvertError `rate-limited` when too many wait already */
  enter(): Promise<() => void>;
}

/** Bodies up to this are read without asking; they are short messages. */
const largeBytes = 1024 * 1024;

/**
 * Lets a request in whose body may have so many bytes, or refuses it before its body is read; a large one waits for room.
 * Call what it gives to leave.
 * @throws KuvertError `body-too-large`, `rate-limited`
 */
export const admit = async (
  gate: Gate,
  request: { readonly headers: { readonly 'content-length'?: string | undefined } },
  maxBodyBytes: number,
): Promise<() => void> => {
  if (Number(request.headers['content-length']) > maxBodyBytes)
    throw new KuvertError('body-too-large', 'the request is larger than allowed');
  return maxBodyBytes > largeBytes ? gate.enter() : () => undefined;
};

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
