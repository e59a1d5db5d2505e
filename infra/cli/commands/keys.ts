import { createCheckpointKey } from '@kuvert/platform/checkpoints/key-file';
import {
  createIdentityFile,
  createKeyFile,
  openIdentityFile,
} from '@kuvert/platform/keys/key-file';
import { readSecretFile } from '@kuvert/platform/keys/secret-file';
import { createDurableFile } from '@kuvert/platform/system/durable-file';
import { codeOf } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';

import { rotateDepartmentKey } from '../actions/department-keys.ts';
import { registerOutboundKey } from '../actions/outbound-key.ts';
import { argument, type Command } from '../command.ts';
import { findDepartment } from '../find.ts';

/** 256 bits. */
const passphraseBytes = 32;

export const keysInit: Command = {
  name: 'keys init',
  summary:
    'makes the master key in KUVERT_KEY_FILE, under the passphrase in KUVERT_KEY_PASSPHRASE_FILE',
  optionHelp: ['  A passphrase file that is missing is made, with 256 random bits.'],
  run: async (context) => {
    const { keyFile, passphraseFile } = context.keyPaths();
    const made = await ensurePassphrase(passphraseFile, context.randomness);
    const passphrase = await readSecretFile(passphraseFile);
    const recipient = await createKeyFile(keyFile, passphrase, made ? 'generated' : 'human');
    return {
      lines: [
        `The master key is in ${keyFile}.`,
        made
          ? `Its passphrase was made up and is in ${passphraseFile}.`
          : `Its passphrase is the one in ${passphraseFile}.`,
        'Make a backup once the first department is there: without both files no fax opens, but by the recovery key.',
      ],
      data: { keyFile, passphraseFile, passphraseMade: made, recipient },
    };
  },
};

/** True when it was made now. */
const ensurePassphrase = async (path: string, randomness: Randomness): Promise<boolean> => {
  try {
    await readSecretFile(path);
    return false;
  } catch (error) {
    if (codeOf(error) !== 'key-missing') throw error;
  }
  await createDurableFile({ path, bytes: `${randomness.token(passphraseBytes)}\n`, mode: 0o600 });
  return true;
};

export const keysCheckpoints: Command = {
  name: 'keys checkpoints',
  arguments: 'FILE',
  summary:
    "makes the key that signs the audit's checkpoints in FILE, and its public half in FILE.pub",
  optionHelp: [
    '  FILE is for the mailbox alone (KUVERT_CHECKPOINT_KEY_FILE). Keep FILE.pub with whoever verifies.',
  ],
  run: async (context) => {
    const file = context.resolvePath(argument(context, 0));
    await createCheckpointKey(file);
    return {
      lines: [`The key is in ${file}, its public half in ${file}.pub.`],
      data: { file, publicFile: `${file}.pub` },
    };
  },
};

export const keysOutbound: Command = {
  name: 'keys outbound',
  summary:
    "makes outbound's own key in KUVERT_OUTBOUND_KEY_FILE, where there is none, and lets the house seal for it",
  optionHelp: [
    '  Its passphrase is in KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE; it is made when it is missing.',
    '  Restart outbound afterwards. What was sealed for an earlier key and has not left is to be written anew.',
  ],
  run: async (context) => {
    const { keyFile, passphraseFile } = context.outboundKeyPaths();
    const house = await context.house();
    const made = await ensurePassphrase(passphraseFile, context.randomness);
    const passphrase = await readSecretFile(passphraseFile);
    await createIdentityFile(keyFile, passphrase, made ? 'generated' : 'human').catch(unlessThere);
    const { recipient } = await openIdentityFile(keyFile, passphrase);
    const register = registerOutboundKey({
      database: house.database,
      clock: context.clock,
      randomness: context.randomness,
    });
    const keyId = await register({ recipient });
    return {
      lines: [`What goes out is sealed for the key in ${keyFile} from now on.`],
      data: { keyFile, passphraseFile, keyId, recipient },
    };
  },
};

/** The key that is there goes on being used. */
const unlessThere = (error: unknown): void => {
  if (codeOf(error) !== 'key-exists') throw error;
};

export const keysRotate: Command = {
  name: 'keys rotate',
  arguments: 'DEPARTMENT',
  summary: 'gives a department a new key; the old one still opens what was sealed for it',
  run: async (context) => {
    const house = await context.house();
    const departmentId = await findDepartment(house.database, argument(context, 0));
    const rotate = rotateDepartmentKey({
      database: house.database,
      clock: context.clock,
      randomness: context.randomness,
      keyWrapper: await house.keyWrapper(),
    });
    const { keyId, recipient } = await rotate({ departmentId });
    return {
      lines: [`From now on faxes to ${argument(context, 0)} are sealed for the new key ${keyId}.`],
      data: { departmentId, keyId, recipient },
    };
  },
};
