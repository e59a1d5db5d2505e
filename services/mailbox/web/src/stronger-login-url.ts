import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

/** Where to log in so that a level is reached; it comes back to `returnTo`. */
export const strongerLoginUrl = (level: LevelOfAssurance, returnTo: string): string =>
  `/login/stronger?${new URLSearchParams({ loa: level, return: returnTo }).toString()}`;
