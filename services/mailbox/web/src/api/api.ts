import type {
  Locale,
  Me,
  Message,
  MessagePage,
  MessageText,
  Problem,
  View,
} from '../../../src/http/api.ts';

/** What a person does with a message; the body of the request is what stands beside `kind`. */
export type Action =
  | { readonly kind: 'take' }
  | { readonly kind: 'give-back' }
  | { readonly kind: 'take-over'; readonly note: string }
  | { readonly kind: 'register'; readonly system: string; readonly reference: string }
  | { readonly kind: 'not-register'; readonly reason: string }
  | { readonly kind: 'reopen' };

/** The server's answer when it was not yes. `code` is the stable one; 0 as status means no answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(status: number, problem: Pick<Problem, 'code' | 'details'>, cause?: unknown) {
    super(problem.code, { cause });
    this.status = status;
    this.code = problem.code;
    this.details = problem.details ?? {};
  }
}

const problemOf = async (response: Response): Promise<ApiError> => {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return new ApiError(response.status, {
    code: problem?.code ?? `http-${response.status}`,
    details: problem?.details,
  });
};

const patience = 20_000;

const byItself = { 'x-kuvert-background': '1' };

// The server validates what it sends with the schema of this very type.
const json = async <T>(response: Promise<Response>): Promise<T> =>
  (await (await response).json()) as T;

export interface Api {
  me(): Promise<Me>;
  setLocale(locale: Locale): Promise<void>;
  messages(departmentId: string, view: View, cursor: string | null): Promise<MessagePage>;
  message(id: string): Promise<Message>;
  /** The machine-read text; each time it is asked for is an audited reading. */
  text(id: string): Promise<MessageText>;
  act(id: string, action: Action): Promise<Message>;
  /** Says that two faxes are not the same, or takes that back. */
  denyResend(id: string, otherId: string, denied: boolean): Promise<Message>;
  fetchAgain(id: string): Promise<void>;
  /** Where the bytes lie for a minute. */
  download(id: string, documentId: string, purpose: 'download' | 'print'): Promise<string>;
}

/**
 * The API over `fetch`; `csrf` is asked at each change, since a new session has a new token, and `isQuiet` whether
 * a question comes from the application itself: such ones don't keep the session going.
 */
export const createApi = (
  fetchLike: typeof fetch,
  csrf: () => string,
  isQuiet: () => boolean = () => false,
): Api => {
  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetchLike(path, {
      method,
      signal: AbortSignal.timeout(patience),
      headers: {
        accept: 'application/json',
        ...(method === 'GET' ? isQuiet() && byItself : { 'x-kuvert-csrf': csrf() }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new ApiError(0, { code: 'offline' }, cause);
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  };
  return {
    me: () => json(send('GET', '/api/me')),
    setLocale: async (locale) => void (await send('PUT', '/api/me/locale', { locale })),
    messages: (departmentId, view, cursor) => {
      const query = new URLSearchParams({ view, ...(cursor !== null && { cursor }) });
      return json(send('GET', `/api/departments/${departmentId}/messages?${query}`));
    },
    message: (id) => json(send('GET', `/api/messages/${id}`)),
    text: (id) => json(send('GET', `/api/messages/${id}/text`)),
    act: (id, { kind, ...body }) =>
      json(
        send(
          'POST',
          `/api/messages/${id}/${kind}`,
          Object.keys(body).length > 0 ? body : undefined,
        ),
      ),
    denyResend: (id, otherId, denied) =>
      json(send('PUT', `/api/messages/${id}/resends/${otherId}`, { denied })),
    fetchAgain: async (id) => void (await send('POST', `/api/messages/${id}/fetch-again`)),
    download: async (id, documentId, purpose) => {
      const path = `/api/messages/${id}/documents/${documentId}/downloads`;
      return (await json<{ url: string }>(send('POST', path, { purpose }))).url;
    },
  };
};

/** A page as a picture; `width` in pixels. */
export const pictureUrl = (messageId: string, page: number, width: number): string =>
  `/api/messages/${messageId}/pages/${page}?width=${width}`;
