import { KuvertError } from '@kuvert/shared/errors';
import type { RawRequest } from '@kuvert/shared/ports/transport';

export type Fields = Readonly<Record<string, string>>;

/** An announcement has some ten short fields; the media link is the longest. */
const maxFields = 100;

const formType = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/**
 * The form's fields of a POST, the query's of a GET, empty ones included since the signature covers them.
 * @throws KuvertError `content-type-wrong`, `request-invalid` for a field that comes twice or too many of them:
 * which one was signed would be a guess.
 */
export const fieldsOf = (request: RawRequest): Fields => {
  const pairs = [...new URLSearchParams(encodedFields(request))];
  const fields = Object.fromEntries(pairs);
  if (pairs.length > maxFields || Object.keys(fields).length !== pairs.length)
    throw new KuvertError('request-invalid', 'a field comes twice, or there are too many');
  return fields;
};

const encodedFields = (request: RawRequest): string => {
  if (request.method === 'GET') return request.target.split('?').slice(1).join('?');
  if (!formType.test(request.headers['content-type'] ?? ''))
    throw new KuvertError('content-type-wrong', 'this takes application/x-www-form-urlencoded');
  return Buffer.from(request.body).toString('utf8');
};
