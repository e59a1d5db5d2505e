import { ApiError } from './api.ts';

/** Nobody is logged in any more; `SessionEnded` says so, once, for everything that failed of it. */
export const isSessionEnded = (error: unknown): boolean =>
  error instanceof ApiError && error.status === 401;

/** The department has come to demand a stronger login: asking who one is tells of which. */
export const isLoginTooWeak = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'login-too-weak';
