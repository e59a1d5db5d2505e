import { mostMessageBytes } from '@kuvert/transports/sdk/finding';
import { receiptFor, type Answered, type Judged, type Known } from '@kuvert/transports/sdk/receipt';

import { CommandError } from '../command-error.ts';
import { optionalOption, type Command, type CommandContext } from '../command.ts';
import { readBounded } from '../read-bounded.ts';

export const sdkReceipt: Command = {
  name: 'sdk receipt',
  arguments: 'FILE…',
  options: {
    functions: { type: 'string' },
    types: { type: 'string' },
    'envelope-id': { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    'handling-service': { type: 'string' },
    signature: { type: 'string' },
    unencrypted: { type: 'boolean' },
  },
  optionHelp: [
    '  FILE…                   SDK messages (messagePayload, XML), one after the other as they came',
    '  --functions A,B         the function addresses that there are; else every one is taken',
    '  --types T,U             media types that are taken besides application/pdf',
    '  --envelope-id ID        what its envelope (XHE) says: the id of the message,',
    '  --from ORG, --to ORG    its sender and recipient, such as 0203:kommunen.example,',
    '  --handling-service A    its function address,',
    '  --signature S           what came of verifying it: valid, wrong or missing,',
    '  --unencrypted           that it was not encrypted',
  ],
  summary:
    'the receipt of an SDK message: verdict and reasons as JSON, with its XML; no house needed',
  run: async (context) => {
    const answered = new Map<string, Answered>();
    const known = { ...knownOf(context), answered: (id: string) => answered.get(id) };
    const verdicts: Verdict[] = [];
    for (const file of context.positionals) {
      const judged = await receiptFor(
        await readBounded(context.resolvePath(file), mostMessageBytes),
        known,
        {
          id: context.randomness.uuid(),
          issuedAt: context.clock.now(),
        },
      );
      if (judged.keep) answered.set(judged.keep.messageId, judged.keep.answered);
      verdicts.push(verdictOf(file, judged));
    }
    return {
      lines: verdicts.map((verdict) => JSON.stringify(verdict)),
      data: verdicts.length === 1 ? verdicts[0] : verdicts,
    };
  },
};

/** What the command says of a file. */
interface Verdict {
  readonly file: string;
  readonly verdict: 'ACCEPTED' | 'REJECTED';
  readonly messageId: string | null;
  readonly reasons: readonly {
    readonly code: string;
    readonly reason: string;
    readonly at: string;
    readonly text: string;
  }[];
  /** XML. */
  readonly receipt: string;
}

const verdictOf = (file: string, { header, receipt }: Judged): Verdict => ({
  file,
  verdict: receipt.findings.length === 0 ? 'ACCEPTED' : 'REJECTED',
  messageId: header.messageId ?? null,
  reasons: receipt.findings.map(({ why, at, text }) => ({ ...why, at, text })),
  receipt: receipt.xml,
});

const signatures = ['valid', 'wrong', 'missing'] as const;

const knownOf = (context: CommandContext): Known => {
  const signature = optionalOption(context, 'signature');
  if (signature !== undefined && !signatures.some((one) => one === signature))
    throw new CommandError('usage-wrong', `--signature is one of ${signatures.join(', ')}.`);
  const functions = optionalOption(context, 'functions');
  return {
    ...(functions === undefined ? {} : { functionAddresses: new Set(listed(functions)) }),
    otherTypes: listed(optionalOption(context, 'types') ?? '').map((type) => type.toLowerCase()),
    envelope: {
      id: optionalOption(context, 'envelope-id'),
      from: optionalOption(context, 'from'),
      to: optionalOption(context, 'to'),
      handlingService: optionalOption(context, 'handling-service'),
      signature: signatures.find((one) => one === signature),
      encrypted: context.values['unencrypted'] === true ? false : undefined,
    },
  };
};

const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
