import { readFile } from 'node:fs/promises';

import { readSecretBytes } from '@kuvert/platform/keys/secret-file';

import { audit } from '../actions/audit.ts';
import { keyNames } from '../backup/archive.ts';
import { backup } from '../backup/backup.ts';
import { argument, type Command } from '../command.ts';
import { CommandError } from '../command-error.ts';
import type { House } from '../house.ts';
import { formatHead } from '../audit/chain.ts';

export const backupCommand: Command = {
  name: 'backup',
  arguments: 'FILE',
  summary: 'writes database, objects and keys into one file, sealed for the recovery recipient',
  optionHelp: ['  The house may run meanwhile. FILE is never overwritten.'],
  run: async (context) => {
    const house = await context.house();
    const recipient = await house.recoveryRecipient();
    if (recipient === undefined)
      throw new CommandError(
        'configuration-wrong',
        'KUVERT_RECOVERY_RECIPIENT is missing: a backup is sealed for it.',
      );
    const path = context.resolvePath(argument(context, 0));
    // all of the house leaves by it
    await house.database.transaction((transaction) => audit(transaction, 'backup-begun'));
    const report = await backup({
      ownerUrl: house.ownerUrl,
      objects: await house.objects(),
      keys: await keysOf(house, recipient),
      recipient,
      clock: context.clock,
    })(path);
    const documents = report.tables['document'] ?? 0;
    return {
      lines: [
        `${path}: ${report.bytes} bytes, ${documents} documents, ${report.objects} objects.`,
        ...(report.auditHead ? [`audit head ${formatHead(report.auditHead)}`] : []),
        ...report.lost.map(
          ({ name, code }) => `LOST ${name}: ${code}; see docs/runbooks/lost-object.md`,
        ),
      ],
      data: { file: path, ...report },
      ok: report.lost.length === 0,
    };
  },
};

const keysOf = async (house: House, recipient: string): Promise<Map<string, Uint8Array>> => {
  const { keyFile, passphraseFile } = house.keyPaths();
  return new Map<string, Uint8Array>([
    [keyNames.masterKey, await readSecretBytes(keyFile)],
    [keyNames.passphrase, await readFile(passphraseFile)],
    [keyNames.recovery, Buffer.from(`${recipient}\n`)],
  ]);
};
