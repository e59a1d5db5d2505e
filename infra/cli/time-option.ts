import { z } from 'zod';

import { CommandError } from './command-error.ts';
import { optionalOption, type CommandContext } from './command.ts';

const isoTime = z.iso.datetime({ offset: true, local: true });

/** A time as the option says it, UTC where it names no zone, or else now; @throws CommandError `usage-wrong` */
export const timeOption = (context: CommandContext, name: string): Date => {
  const text = optionalOption(context, name);
  if (text === undefined) return context.clock.now();
  if (!isoTime.safeParse(text).success)
    throw new CommandError('usage-wrong', `--${name} is a time such as 2026-05-04T10:00:00Z.`);
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
};
