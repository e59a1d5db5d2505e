import type { Request, Response, Router } from 'express';
import type { z } from 'zod';

import { KuvertError } from '@kuvert/shared/errors';

import type { Accepts, Answer, Input, Route } from './route.ts';

/** Mounts routes; `contextOf` authenticates and may refuse before anything is parsed. */
export const mount = <Context>(
  router: Router,
  routes: readonly Route<Context>[],
  contextOf: (request: Request, route: Route<Context>) => Promise<Context>,
): void => {
  for (const route of routes)
    router[route.method](route.path, async (request, response) => {
      const context = await contextOf(request, route);
      const answer = await route.handle(parse(route.accepts, request), context, {
        request,
        response,
      });
      send(response, answer);
    });
};

const parse = (accepts: Accepts, request: Request): Input<Accepts> => {
  if (accepts.body && !request.is(['application/json', ...(accepts.bodyTypes ?? [])]))
    throw new KuvertError('content-type-wrong', 'this takes application/json');
  return {
    params: check(accepts.params, request.params, 'path'),
    query: check(accepts.query, request.query, 'query'),
    headers: check(accepts.headers, request.headers, 'headers'),
    body: check(accepts.body, request.body, 'body'),
  };
};

/** Says which fields are wrong, never what they held. @throws KuvertError `request-invalid`, `not-found` of a path */
export const check = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues
    .map(({ path }) => path.join('.'))
    .filter((name) => name !== '');
  // An id that is no id names nothing: it answers as an unknown one does.
  if (where === 'path') throw new KuvertError('not-found', 'there is nothing here');
  throw new KuvertError('request-invalid', `the ${where} is not valid`, {
    details: { fields: fields.slice(0, 10).join(', ').slice(0, 200) },
  });
};

const send = (response: Response, answer: Answer): void => {
  switch (answer.kind) {
    case 'json':
      response.status(answer.status ?? 200).json(answer.body);
      return;
    case 'bytes':
      response
        .status(answer.status ?? 200)
        .set('content-type', answer.contentType)
        .set(answer.headers ?? {})
        .end(answer.bytes);
      return;
    case 'redirect':
      response.redirect(answer.status ?? 303, answer.to);
      return;
    case 'empty':
      response.status(answer.status).end();
      return;
    case 'taken-over':
  }
};
