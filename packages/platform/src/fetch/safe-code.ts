import { codeOf, KuvertError } from '@kuvert/shared/errors';

/** Ours, or the connection's (`ECONNREFUSED`, `ERR_SSL_SSL/TLS_ALERT_…`): never a text of the other side. */
export const safeCode = (error: unknown): string => {
  if (error instanceof KuvertError) return error.code;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = codeOf(cause);
  return /^[\w/-]{1,64}$/.test(code) ? code : 'internal';
};
