import type { Request, Response } from 'express';
import type { z } from 'zod';

import type { ErrorCode } from '@kuvert/shared/errors';

/** What a handler answers: JSON, bytes, a redirect or nothing; or it took the response over (a stream). */
export type Answer =
  | { readonly kind: 'json'; readonly status?: number; readonly body: unknown }
  | {
      readonly kind: 'bytes';
      readonly status?: number;
      readonly contentType: string;
      readonly bytes: Uint8Array | string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'redirect'; readonly status?: 302 | 303; readonly to: string }
  | { readonly kind: 'empty'; readonly status: 202 | 204 }
  | { readonly kind: 'taken-over' };

/** What the route takes from a request; what isn't named here isn't read. */
export interface Accepts {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** By their names in lower case. */
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
  /** Of a body that comes as something else than `application/json` as well; the first is the one to send. */
  readonly bodyTypes?: readonly string[];
  /** Files as `multipart/form-data`, one unless `most` is given, which the handler reads itself from the raw request. */
  readonly upload?: {
    readonly field: string;
    /** Of each. */
    readonly maxBytes: number;
    readonly most?: number;
    /** A part in JSON that must be there as well. */
    readonly beside?: { readonly name: string; readonly schema: z.ZodType };
  };
}

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined;

export interface Input<A extends Accepts> {
  readonly params: Parsed<A['params']>;
  readonly query: Parsed<A['query']>;
  readonly headers: Parsed<A['headers']>;
  readonly body: Parsed<A['body']>;
}

/** What the route may answer when all is well, for the OpenAPI description. */
export interface Success {
  readonly status: number;
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly contentType?: string;
}

/** One route: the same schemas validate the request and describe it. */
export interface Route<Context> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express form: `/api/messages/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly accepts: Accepts;
  readonly success: Success;
  /** Where it depends on what was asked for: the other answer, of another status. */
  readonly successToo?: Success;
  readonly problems: readonly ErrorCode[];
  readonly handle: (
    input: Input<Accepts>,
    context: Context,
    raw: { readonly request: Request; readonly response: Response },
  ) => Promise<Answer>;
}

/** A route whose handler takes what its very schemas make. */
export interface TypedRoute<Context, A extends Accepts> extends Omit<
  Route<Context>,
  'accepts' | 'handle'
> {
  readonly accepts: A;
  readonly handle: (
    input: Input<A>,
    context: Context,
    raw: { readonly request: Request; readonly response: Response },
  ) => Promise<Answer>;
}

/** Checks that handler and schemas agree, then forgets the difference so that routes fit one list. */
export const defineRoute =
  <Context>() =>
  <const A extends Accepts>(route: TypedRoute<Context, A>): Route<Context> =>
    // The input is made by this very route's schemas (see mount.ts), so the narrower handler is safe.
    route;
