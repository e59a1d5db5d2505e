import { limits } from '../limits.ts';

/** Thrown by `Work` alone, and caught where the check began. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork';
}

/** Counts what a check costs: certificates can be made so that paths multiply. */
export class Work {
  #signatures = 0;
  #steps = 0;

  signature(): void {
    this.#signatures += 1;
    if (this.#signatures > limits.signatures) throw new TooMuchWork();
  }

  /** A certificate tried as the next of a path, or a path validated. */
  step(): void {
    this.#steps += 1;
    if (this.#steps > limits.steps) throw new TooMuchWork();
  }
}
