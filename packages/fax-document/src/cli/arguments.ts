import { parseArgs } from 'node:util';

import { Refusal } from './refusal.ts';

/** What the command line was asked to do. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'inspect'; readonly input: string }
  | { readonly kind: 'to-pdf'; readonly input: string; readonly output: string }
  | {
      readonly kind: 'to-png';
      readonly input: string;
      readonly output: string;
      /** From 1. */
      readonly page: number;
      /** Pixels. */
      readonly width: number;
    };

export const USAGE = `fax-document inspect FILE                              facts of a TIFF or PDF, as JSON
fax-document to-pdf IN OUT                             a PDF of a TIFF; a PDF as it is
fax-document to-png IN OUT [--page N] [--width W]      a page (1) as a picture of so many pixels (1200)
`;

const DEFAULT_WIDTH = '1200';

/** Reads the arguments behind the program's name. @throws Refusal `usage` */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [kind, input = '', output = '', ...more] = positionals;
  if (values.help === true || kind === 'help') return { kind: 'help' };
  const picture = values.page !== undefined || values.width !== undefined;
  if (kind === 'inspect' && input !== '' && output === '' && !picture) return { kind, input };
  if (kind !== 'to-pdf' && kind !== 'to-png') throw usage();
  if (input === '' || output === '' || more.length > 0) throw usage();
  if (kind === 'to-png') {
    const page = count(values.page ?? '1');
    return { kind, input, output, page, width: count(values.width ?? DEFAULT_WIDTH) };
  }
  if (picture) throw usage();
  return { kind, input, output };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        page: { type: 'string' },
        width: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new Refusal('usage', `Usage:\n${USAGE}`, { cause });
  }
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw usage();
  return Number(text);
}

const usage = (): Refusal => new Refusal('usage', `Usage:\n${USAGE}`);
