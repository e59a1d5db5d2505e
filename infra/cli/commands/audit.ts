import { readCheckpointPublicKey } from '@kuvert/platform/checkpoints/key-file';
import { keptIn } from '@kuvert/platform/config/adapters';
import { createFolderStore } from '@kuvert/platform/objects/folder';

import {
  formatHead,
  parseHead,
  verifyChain,
  type AuditHead,
  type ChainFault,
  type ChainResult,
} from '../audit/chain.ts';
import { readAudit, readAuditHead } from '../audit/read-audit.ts';
import { readCheckpoints, type FoundCheckpoints } from '../audit/read-checkpoints.ts';
import { optionalOption, type Command, type CommandContext } from '../command.ts';
import { CommandError } from '../command-error.ts';
import type { CheckpointSource, House } from '../house.ts';

/** What is said of a broken chain; the row is the first one that does not hold. */
export const faultSentences: Record<ChainFault, string> = {
  changed: 'what it says was changed after it was written',
  'row-missing': 'a row before it is gone',
  'not-linked': 'it does not follow the row before it',
  'tail-cut': 'it is gone: the end of the chain was cut off',
  rewritten: 'its hash is another one than was written down: the chain was written anew',
};

export const auditVerify: Command = {
  name: 'audit verify',
  options: {
    expect: { type: 'string' },
    checkpoints: { type: 'string' },
    key: { type: 'string' },
  },
  optionHelp: [
    '  --expect SEQ:HASH  a head that `audit head` printed before and that was kept elsewhere',
    '  --checkpoints DIR  signed checkpoints in a folder, such as a copy of the second place',
    '  --key FILE         the public key that checks them',
    '                     Without these: KUVERT_CHECKPOINT_… as the mailbox has them.',
    '  Without a head or a checkpoint a cut tail can not be seen.',
  ],
  summary: 'recomputes the hash chain of the audit, and holds it against its signed checkpoints',
  run: async (context) => {
    const expected = expectedHead(context);
    const house = await context.house();
    const source = await sourceOf(context, house);
    const found = source && (await readCheckpoints(source.place, source.publicKeys));
    const known = [...(expected ? [expected] : []), ...(found?.checkpoints ?? [])];
    const result = await verifyChain(readAudit(house.database), known);
    const foreign = found?.foreign ?? [];
    const hidden = found?.hidden ?? [];
    return {
      lines: [...resultLines(result), ...checkpointLines(found)],
      data: { ...result, checkpoints: found?.checkpoints.length ?? null, foreign, hidden },
      ok: result.ok && foreign.length === 0 && hidden.length === 0,
    };
  },
};

const expectedHead = (context: CommandContext): AuditHead | undefined => {
  const text = optionalOption(context, 'expect');
  if (text === undefined) return undefined;
  const head = parseHead(text);
  if (head) return head;
  throw new CommandError('usage-wrong', '--expect is SEQ:HASH, as `kuvert audit head` prints it.');
};

/** What the command line names, or else the configuration. */
const sourceOf = async (
  context: CommandContext,
  house: House,
): Promise<CheckpointSource | undefined> => {
  const folder = optionalOption(context, 'checkpoints');
  const key = optionalOption(context, 'key');
  if (folder === undefined && key === undefined) return house.checkpoints?.();
  if (folder === undefined || key === undefined)
    throw new CommandError('usage-wrong', '--checkpoints and --key go together.');
  return {
    place: keptIn(await createFolderStore(context.resolvePath(folder))),
    publicKeys: [await readCheckpointPublicKey(context.resolvePath(key))],
  };
};

const resultLines = (result: ChainResult): readonly string[] =>
  result.ok
    ? [
        `The audit chain is whole: ${result.rows} rows.`,
        ...(result.head ? [`head ${formatHead(result.head)}`] : []),
      ]
    : [`The audit chain is BROKEN at row ${result.seq}: ${faultSentences[result.fault]}.`];

const checkpointLines = (found: FoundCheckpoints | undefined): readonly string[] => {
  if (!found) return ['No checkpoints were looked at: a cut tail would not be seen.'];
  const newest = found.checkpoints.at(-1);
  return [
    newest
      ? `${found.checkpoints.length} signed checkpoints, the newest of row ${newest.seq}, ${newest.at.toISOString()}.`
      : 'There is no signed checkpoint yet: a cut tail would not be seen.',
    ...found.foreign.map((name) => `FOREIGN ${name}: not signed by our key, or changed.`),
    ...found.hidden.map(
      (name) =>
        `HIDDEN ${name}: somebody deleted it or wrote over it; what the lock kept was looked at.`,
    ),
  ];
};

export const auditHead: Command = {
  name: 'audit head',
  summary: "prints the audit's newest row as SEQ:HASH, to be kept elsewhere",
  run: async ({ house }) => {
    const head = await readAuditHead((await house()).database);
    return {
      lines: [head === undefined ? 'Nothing was audited yet.' : formatHead(head)],
      data: { head: head ?? null },
    };
  },
};
