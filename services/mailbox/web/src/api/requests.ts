import { ApiError, apiErrorOf } from './api-error.ts';

const patience = 20_000;

const byItself = { 'x-kuvert-background': '1' };

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** In milliseconds; what makes pages takes longer than what reads a row. */
  readonly patience?: number;
}

/** Asks the server; throws an `ApiError` for every answer that isn't yes, and when there is none. */
export type Requests = (path: string, ask?: Ask) => Promise<Response>;

/**
 * Requests over `fetch`; `csrf` is asked at each change, since a new session has a new token, and `isQuiet` whether
 * a question comes from the application itself: such ones don't keep the session going.
 */
export const createRequests =
  (fetchLike: typeof fetch, csrf: () => string, isQuiet: () => boolean = () => false): Requests =>
  async (path, { method = 'GET', body, patience: most = patience } = {}) => {
    const response = await fetchLike(path, {
      method,
      signal: AbortSignal.timeout(most),
      headers: {
        accept: 'application/json',
        ...(method === 'GET' ? isQuiet() && byItself : { 'x-kuvert-csrf': csrf() }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new ApiError(0, { code: 'offline' }, cause);
    });
    if (!response.ok) throw apiErrorOf(response.status, await response.json().catch(() => null));
    return response;
  };

/** The body of an answer. The server validates what it sends with the schema of this very type. */
export const json = async <T>(response: Promise<Response>): Promise<T> =>
  (await (await response).json()) as T;
