import { describeError } from '@kuvert/platform/logging/log';
import { KuvertError } from '@kuvert/shared/errors';

/** What went wrong, for the person at the terminal. */
export const explain = (error: unknown): string => {
  if (error instanceof AggregateError)
    return [error.message, ...error.errors.map(explain)].join('\n');
  // The system's own words name a file or a port.
  if (error instanceof KuvertError || isSystemError(error)) return error.message;
  return JSON.stringify(describeError(error));
};

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;
