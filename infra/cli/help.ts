import type { Command } from './command.ts';

const line = ({ name, arguments: words }: Command): string =>
  words === undefined ? name : `${name} ${words}`;

/** All commands, a line each. */
export const overview = (commands: readonly Command[]): string => {
  const width = Math.max(...commands.map((command) => line(command).length)) + 2;
  return `kuvert COMMAND [--data FOLDER] [--json] [--help]

${commands.map((command) => `  ${line(command).padEnd(width)}${command.summary}`).join('\n')}

  --data FOLDER  a house of \`pnpm start\`, running or stopped; without it, the house that
                 KUVERT_OWNER_URL and the other variables of docs/operators-guide.md describe,
                 or else the one that \`pnpm start\` keeps here
  --json         answers as JSON
  --help         more about a command`;
};

export const helpOf = (command: Command): string =>
  [`kuvert ${line(command)}`, `  ${command.summary}`, ...(command.optionHelp ?? [])].join('\n');
