/** What time it is: a port, so that a test can be a day later. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
