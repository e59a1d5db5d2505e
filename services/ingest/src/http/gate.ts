import { KuvertError } from '@kuvert/shared/errors';

export interface Gate {
  /** Lets one in; call what it returns to leave. @throws KuvertError `rate-limited` when it is full */
  enter(): () => void;
}

/** Lets `places` in at a time and makes nobody wait: whoever is turned away comes again by itself. */
export const createGate = (places: number): Gate => {
  let inside = 0;
  return {
    enter: () => {
      if (inside >= places)
        throw new KuvertError('rate-limited', 'too many faxes are on their way in: come again');
      inside += 1;
      return () => {
        inside -= 1;
      };
    },
  };
};
