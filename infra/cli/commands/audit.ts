import { formatHead, parseHead, verifyChain, type ChainFault } from '../audit/chain.ts';
import { readAudit, readAuditHead } from '../audit/read-audit.ts';
import { optionalOption, type Command } from '../command.ts';
import { CommandError } from '../command-error.ts';

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
  options: { expect: { type: 'string' } },
  optionHelp: [
    '  --expect SEQ:HASH  a head that `audit head` printed before and that was kept elsewhere:',
    '                     without one a cut tail can not be seen',
  ],
  summary: 'recomputes the hash chain of the audit',
  run: async (context) => {
    const expectation = optionalOption(context, 'expect');
    const expected = expectation === undefined ? undefined : parseHead(expectation);
    if (expectation !== undefined && expected === undefined)
      throw new CommandError(
        'usage-wrong',
        '--expect is SEQ:HASH, as `kuvert audit head` prints it.',
      );
    const { database } = await context.house();
    const result = await verifyChain(readAudit(database), expected);
    return result.ok
      ? {
          lines: [
            `The audit chain is whole: ${result.rows} rows.`,
            ...(result.head ? [`head ${formatHead(result.head)}`] : []),
          ],
          data: result,
        }
      : {
          lines: [
            `The audit chain is BROKEN at row ${result.seq}: ${faultSentences[result.fault]}.`,
          ],
          data: result,
          ok: false,
        };
  },
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
