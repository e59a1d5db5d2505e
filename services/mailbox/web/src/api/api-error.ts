import type { Problem } from '../../../src/http/api.ts';

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

/** From the body of an answer that may be a problem document or anything else. */
export const apiErrorOf = (status: number, body: unknown): ApiError => {
  const problem = body as Partial<Problem> | null;
  return new ApiError(status, {
    code: problem?.code ?? `http-${status}`,
    details: problem?.details,
  });
};
