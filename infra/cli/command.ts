import type { ParseArgsConfig } from 'node:util';

import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';

import { CommandError } from './command-error.ts';
import type { House, KeyPaths } from './house.ts';
import type { RestoreTarget } from './restore-target.ts';

/** What a command says: lines for people, data for `--json`. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly data: unknown;
  /** False when what was looked at is wrong: the exit status is 1, and nothing else differs. */
  readonly ok?: boolean;
  /** What was looked at is refused, which is no fault of the command: the exit status is 3. */
  readonly refused?: boolean;
}

export interface CommandContext {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Opens the house that the settings or `--data` name; closed when the command has ended. */
  readonly house: () => Promise<House>;
  /** Where the key files belong, without opening the house. */
  readonly keyPaths: () => KeyPaths;
  /** Where outbound's own key belongs. */
  readonly outboundKeyPaths: () => KeyPaths;
  /** Where a backup may be restored to. */
  readonly restoreTarget: () => Promise<RestoreTarget>;
  /** A path as the person meant it: relative to where they called. */
  readonly resolvePath: (path: string) => string;
}

export interface Command {
  /** One to three words, such as `department add`. */
  readonly name: string;
  /** As the help shows them, such as `NUMBER DEPARTMENT`; one word each. `…` after the last: one or more of it. */
  readonly arguments?: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** Options as the help shows them, a line each. */
  readonly optionHelp?: readonly string[];
  readonly summary: string;
  readonly run: (context: CommandContext) => Promise<Outcome>;
}

/** The argument at `index`, which the command line was checked to have. */
export const argument = ({ positionals }: CommandContext, index: number): string =>
  positionals[index] ?? '';

/** @throws CommandError `usage-wrong` when the option is missing */
export const requiredOption = ({ values }: CommandContext, name: string): string => {
  const value = values[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new CommandError('usage-wrong', `--${name} is missing.`);
};

export const optionalOption = ({ values }: CommandContext, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};
