import { codeOf, KuvertError } from '@kuvert/shared/errors';

import { CommandError } from './command-error.ts';

export interface PlainError {
  readonly code: string;
  readonly message: string;
}

/** PostgreSQL: undefined_table, undefined_column, undefined_function. */
const schemaCodes = new Set(['42P01', '42703', '42883']);

/** What of an error is said at the terminal: never a stack, never what a foreign library put into its message. */
export const plainError = (error: unknown): PlainError => {
  if (error instanceof CommandError || error instanceof KuvertError)
    return { code: error.code, message: error.message };
  const code = codeOf(error);
  if (schemaCodes.has(code))
    return {
      code: 'schema-behind',
      message: 'The database lacks what this release needs: run `kuvert migrate`.',
    };
  if (error instanceof Error && 'syscall' in error)
    return error.syscall === 'connect'
      ? { code: 'database-unreachable', message: "The database doesn't answer." }
      : { code: 'file-failed', message: `A file can't be used (${code}).` };
  const name = error instanceof Error ? error.name : typeof error;
  return { code: 'internal', message: `Something unexpected happened (${name}, ${code}).` };
};
