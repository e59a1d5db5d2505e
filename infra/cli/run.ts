import { parseArgs } from 'node:util';

import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { Environment } from '@kuvert/platform/config/environment';

import { CommandError } from './command-error.ts';
import type { Command, CommandContext, Outcome } from './command.ts';
import { keyPathsOf, outboundKeyPathsOf, readConfig } from './config.ts';
import { helpOf, overview } from './help.ts';
import type { House } from './house.ts';
import { plainError } from './plain-error.ts';
import { folderTarget, serverTarget } from './restore-target.ts';
import { openServerHouse } from './server-house.ts';

export interface RunOptions {
  readonly commands: readonly Command[];
  readonly environment: Environment;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly resolvePath: (path: string) => string;
  /** The data folder that is meant when a command line names none: the house of `pnpm start` here, if there is one. */
  readonly ownHouse: () => Promise<string | undefined>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const globalOptions = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs one command line; the exit status: 0 when it went well, 3 when what was looked at is refused, 1 otherwise. */
export const run = async (words: readonly string[], options: RunOptions): Promise<number> => {
  const json = words.includes('--json');
  try {
    const command = find(options.commands, words);
    if (command === undefined) {
      const asked = words.length === 0 || words.includes('--help') || words.includes('-h');
      options[asked ? 'out' : 'err'](`${overview(options.commands)}\n`);
      return asked ? 0 : 1;
    }
    const outcome = await runCommand(command, words, options);
    options.out(json ? `${JSON.stringify(outcome.data)}\n` : textOf(outcome));
    if (outcome.refused === true) return 3;
    return outcome.ok === false ? 1 : 0;
  } catch (error) {
    const plain = plainError(error);
    options.err(
      json ? `${JSON.stringify({ error: plain })}\n` : `${plain.message} [${plain.code}]\n`,
    );
    return 1;
  }
};

const textOf = ({ lines }: Outcome): string => lines.map((line) => `${line}\n`).join('');

/** The command whose name the line begins with. */
const find = (commands: readonly Command[], words: readonly string[]): Command | undefined =>
  commands.find(({ name }) => {
    const parts = name.split(' ');
    return parts.every((part, index) => words[index] === part);
  });

const runCommand = async (
  command: Command,
  words: readonly string[],
  options: RunOptions,
): Promise<Outcome> => {
  const { positionals, values } = parse(command, words);
  if (values['help'] === true) return { lines: [helpOf(command)], data: { help: helpOf(command) } };
  const wanted = command.arguments?.split(' ') ?? [];
  const enough = wanted.at(-1)?.endsWith('…')
    ? positionals.length >= wanted.length
    : positionals.length === wanted.length;
  if (!enough) throw new CommandError('usage-wrong', helpOf(command));
  const data =
    typeof values['data'] === 'string'
      ? options.resolvePath(values['data'])
      : await options.ownHouse();
  let opened: Promise<House> | undefined;
  const house = (): Promise<House> => (opened ??= openHouse(data, options));
  try {
    return await command.run({
      positionals,
      values,
      clock: options.clock,
      randomness: options.randomness,
      resolvePath: options.resolvePath,
      house,
      keyPaths: () => {
        if (data === undefined) return keyPathsOf(readConfig(options.environment));
        throw new CommandError('usage-wrong', 'A house of `pnpm start` makes its own keys.');
      },
      outboundKeyPaths: () => {
        if (data === undefined) return outboundKeyPathsOf(readConfig(options.environment));
        throw new CommandError('usage-wrong', 'A house of `pnpm start` makes its own keys.');
      },
      restoreTarget: async () =>
        data === undefined ? serverTarget(house) : folderTarget({ folder: data, house }),
    });
  } finally {
    const house = await opened?.catch(() => undefined);
    await house?.close();
  }
};

const openHouse = async (data: string | undefined, options: RunOptions): Promise<House> => {
  if (data === undefined) return openServerHouse(readConfig(options.environment));
  // an image has no embedded database and no such folder
  const { openFolderHouse } = await import('./folder-house.ts');
  return openFolderHouse(data, options.randomness);
};

const parse = (
  command: Command,
  words: readonly string[],
): Pick<CommandContext, 'positionals' | 'values'> => {
  try {
    const { positionals, values } = parseArgs({
      args: words.slice(command.name.split(' ').length),
      options: { ...globalOptions, ...command.options },
      allowPositionals: true,
    });
    return { positionals, values };
  } catch (cause) {
    throw new CommandError('usage-wrong', helpOf(command), { cause });
  }
};
