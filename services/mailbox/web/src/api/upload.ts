import { ApiError, apiErrorOf } from './api-error.ts';

/** The part of `XMLHttpRequest` that is used; it is what tells how far an upload has come. */
export type UploadRequest = Pick<
  XMLHttpRequest,
  'open' | 'send' | 'abort' | 'setRequestHeader' | 'status' | 'responseText' | 'addEventListener'
> & { readonly upload: Pick<XMLHttpRequestUpload, 'addEventListener'> };

export interface UploadWatch {
  /** From 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/** Adds a file to a draft. @throws ApiError; code `cancelled` when the signal ended it */
export type Upload<Answer> = (draftId: string, file: File, watch: UploadWatch) => Promise<Answer>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

export const createUpload =
  <Answer>(request: () => UploadRequest, csrf: () => string): Upload<Answer> =>
  (draftId, file, { onProgress, signal }) =>
    new Promise((resolve, reject) => {
      const own = request();
      const cancelled = () => reject(new ApiError(0, { code: 'cancelled' }));
      if (signal.aborted) {
        cancelled();
        return;
      }
      signal.addEventListener('abort', () => {
        own.abort();
        cancelled();
      });
      own.upload.addEventListener('progress', ({ loaded, total }) =>
        onProgress(total > 0 ? loaded / total : 0),
      );
      own.addEventListener('error', () => reject(new ApiError(0, { code: 'offline' })));
      own.addEventListener('load', () => {
        const body = parse(own.responseText);
        // The server validates what it sends with the schema of this very type.
        if (own.status >= 200 && own.status < 300) resolve(body as Answer);
        else reject(apiErrorOf(own.status, body));
      });
      own.open('POST', `/api/drafts/${draftId}/attachments`);
      own.setRequestHeader('accept', 'application/json');
      own.setRequestHeader('x-kuvert-csrf', csrf());
      const form = new FormData();
      form.append('file', file);
      own.send(form);
    });
