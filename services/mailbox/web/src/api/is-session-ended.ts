import { ApiError } from './api.ts';

/** Nobody is logged in any more; `SessionEnded` says so, once, for everything that failed of it. */
export const isSessionEnded = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401;
