import { createDurableFile } from '@kuvert/platform/system/durable-file';
import { errnoOf } from '@kuvert/platform/system/errno';
import { newHybridIdentity } from '@kuvert/platform/vault/hybrid';

import { argument, type Command } from '../command.ts';
import { CommandError } from '../command-error.ts';

export const recoveryInit: Command = {
  name: 'recovery init',
  arguments: 'FILE',
  summary: 'makes the recovery identity, to be kept elsewhere, and prints its recipient',
  optionHelp: [
    '  Every fax and every backup is sealed for this recipient as well: whoever holds FILE opens them all.',
    '  Take FILE off this machine, to two places that neither fire nor one person can lose.',
  ],
  run: async (context) => {
    const path = context.resolvePath(argument(context, 0));
    const { identity, recipient } = await newHybridIdentity();
    const text = `# Kuvert recovery identity, made ${context.clock.now().toISOString()}
# public key: ${recipient}
${identity}
`;
    try {
      await createDurableFile({ path, bytes: text, mode: 0o600 });
    } catch (cause) {
      throw errnoOf(cause) === 'EEXIST'
        ? new CommandError('file-exists', `There is a file at ${path} already.`, { cause })
        : new CommandError('file-failed', `The file ${path} can't be written.`, { cause });
    }
    return {
      lines: [
        `The recovery identity is in ${path}. Take it off this machine.`,
        'Set this as KUVERT_RECOVERY_RECIPIENT for ingest and for `kuvert`:',
        recipient,
      ],
      data: { file: path, recipient },
    };
  },
};
