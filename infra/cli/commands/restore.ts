import { asId } from '@kuvert/shared/ids';
import type { Identity } from '@kuvert/shared/ports/vault';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';

import { restore } from '../backup/restore.ts';
import { argument, requiredOption, type Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { doctorLines, runDoctor } from '../doctor/doctor.ts';
import { migrationsFolder } from '../migrations-folder.ts';

export const restoreCommand: Command = {
  name: 'restore',
  arguments: 'FILE',
  options: { identity: { type: 'string' } },
  optionHelp: [
    '  --identity FILE  the recovery identity, as `recovery init` made it',
    '  The house must be empty: a new --data folder, or an empty database and no key file yet.',
    '  Nothing is written before every hash in the backup was found right.',
  ],
  summary: 'brings a backup into an empty house and looks it over',
  run: async (context) => {
    const path = context.resolvePath(argument(context, 0));
    const identity = await readIdentity(context.resolvePath(requiredOption(context, 'identity')));
    const target = await context.restoreTarget();
    const report = await restore({ migrationsFolder, openHouse: target.open })(path, identity);
    const findings = await runDoctor(await target.house(), context.clock);
    return {
      lines: [
        `Restored what was backed up at ${report.createdAt}: ${report.tables['document'] ?? 0} documents, ${report.objects} objects.`,
        ...(report.heldSendings > 0
          ? [
              `HELD: ${report.heldSendings} faxes waited to be sent when the backup was made. They may have gone since: nobody sends them but a person, in the mailbox.`,
            ]
          : []),
        ...report.lost.map(({ name, code }) => `LOST before the backup: ${name} (${code})`),
        ...doctorLines(findings),
      ],
      data: { ...report, findings },
      ok: !findings.some(({ level }) => level === 'wrong'),
    };
  },
};

/** The identity's line of a file in the form of age's own tools. */
const readIdentity = async (path: string): Promise<Identity> => {
  const text = await readSecretFile(path);
  const line = text.split(/\r?\n/).find((each) => each.startsWith('AGE-SECRET-KEY-PQ-1'));
  if (line === undefined)
    throw new CommandError('archive-locked', `${path} holds no recovery identity.`);
  return asId<'identity'>(line.trim());
};
