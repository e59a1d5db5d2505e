import { boomify, isBoom, type Boom } from '@hapi/boom';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';

import { errorKinds, KuvertError, type ErrorCode, type ErrorKind } from '@kuvert/shared/errors';

import type { Log } from '../logging/log.ts';

const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  contradictory: 422,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
  fault: 500,
} as const satisfies Record<ErrorKind, number>;

/** The status that answers this code. */
export const statusOfCode = (code: ErrorCode): number => statusOf[errorKinds[code]];

/** RFC 9457 problem details with our stable code. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** The one place where an error becomes an HTTP answer. Faults say nothing of their inside. */
export const toBoom = (
  error: unknown,
): Boom<{ code: ErrorCode; details?: ProblemBody['details'] }> => {
  if (isBoom(error)) return error;
  const own = error instanceof KuvertError ? error : fromParser(error);
  return boomify(own, {
    statusCode: statusOfCode(own.code),
    data: { code: own.code, details: own.details },
  });
};

/** Express's own body parser faults, by their documented types. */
const fromParser = (error: unknown): KuvertError => {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (type === 'entity.too.large')
    return new KuvertError('body-too-large', 'the request is larger than allowed', {
      cause: error,
    });
  if (type === 'entity.parse.failed')
    return new KuvertError('request-not-json', 'the request is no valid JSON', { cause: error });
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new KuvertError('content-type-wrong', 'the encoding is not supported', { cause: error });
  if (status === 404)
    return new KuvertError('path-unknown', 'there is nothing here', { cause: error });
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new KuvertError('request-invalid', 'the request is not valid', { cause: error });
  return new KuvertError('internal', 'something went wrong on our side; nothing is lost', {
    cause: error,
  });
};

export const sendProblem = (response: Response, error: unknown): void => {
  const boom = toBoom(error);
  const fault = boom.output.statusCode >= 500 && boom.data?.code === 'internal';
  const body: ProblemBody = {
    type: 'about:blank',
    title: fault ? 'something went wrong on our side; nothing is lost' : boom.message,
    status: boom.output.statusCode,
    code: boom.data?.code ?? 'internal',
    ...(boom.data?.details ? { details: boom.data.details } : {}),
  };
  response
    .status(body.status)
    .set({ 'cache-control': 'no-store', ...retryAfter(body.details) })
    .type('application/problem+json')
    .send(JSON.stringify(body));
};

/** The header that says when to come again, where an error has it in its details. */
export const retryAfter = (details: ProblemBody['details']): Record<string, string> => {
  const seconds = details?.['retryAfterSeconds'];
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
};

export const unknownPath: RequestHandler = (_request, response) =>
  sendProblem(response, new KuvertError('path-unknown', 'there is nothing here'));

/** @param send where errors are told in another form than problem details */
export const problemHandler =
  (log: Log, send: typeof sendProblem = sendProblem): ErrorRequestHandler =>
  (error, _request, response, _next) => {
    if (toBoom(error).isServer) log.error('request-failed', error);
    if (response.headersSent) response.destroy();
    else send(response, error);
  };
