import { parseArgs } from 'node:util';

import { RECOGNITION_LANGUAGES, type RecognitionLanguage } from '../recognition.ts';
import { readFaxArguments, type FaxArguments } from './fax-arguments.ts';
import { Refusal } from './refusal.ts';

/** What the command line was asked to do. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'inspect'; readonly input: string }
  | {
      readonly kind: 'to-pdf';
      readonly input: string;
      readonly output: string;
      /** Read the text in this language, and lay it on the pages. */
      readonly ocr?: RecognitionLanguage;
      /** Seconds for all of it. */
      readonly timeLimit?: number;
    }
  | {
      readonly kind: 'to-png';
      readonly input: string;
      readonly output: string;
      /** From 1. */
      readonly page: number;
      /** Pixels. */
      readonly width: number;
    }
  | ({ readonly kind: 'to-tiff' } & FaxArguments);

export const USAGE = `fax-document inspect FILE                              facts of a TIFF or PDF, as JSON
fax-document to-pdf IN OUT                             a PDF of a TIFF; a PDF without what acts in it
    --ocr swe|dan|eng                                  with its text, read in this language
    --time-limit SECONDS                               for all of it (15); pages that aren't read by then have no text
fax-document to-png IN OUT [--page N] [--width W]      a page (1) as a picture of so many pixels (1200)
fax-document to-tiff IN... OUT [OPTION...]             a fax (TIFF-F) of PDF, TIFF, PNG, JPEG, plain text
    --resolution standard|fine|superfine               lines an inch: 98, 196 (the default), 391
    --width 1728|2048|2432                             pixels of a line: A4 and letter (the default), B4, A3
    --coding g4|g3-1d|g3-2d                            T.6 (the default), T.4
    --fill-order 1|2                                   the highest bit of a byte first (the default), the lowest
    --header SENDER [--number N] [--time T]            a line above each page; now where no time (ISO 8601) is given
    --cover FILE                                       a cover sheet of these fields (JSON)
    --locale sv|da|en --time-zone ZONE                 of the header's time and words
`;

/** Options by the command that takes them. */
const OPTIONS: Readonly<Record<Exclude<Command['kind'], 'help'>, readonly string[]>> = {
  inspect: [],
  'to-pdf': ['ocr', 'time-limit'],
  'to-png': ['page', 'width'],
  'to-tiff': [
    'resolution',
    'width',
    'coding',
    'fill-order',
    'header',
    'number',
    'time',
    'cover',
    'locale',
    'time-zone',
  ],
};

const DEFAULT_WIDTH = '1200';
/** A day: timers count up to 24 of them in milliseconds. */
const MOST_SECONDS = 86_400;

/** Reads the arguments behind the program's name. @throws Refusal `usage` */
export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [kind = '', ...paths] = positionals;
  if (values.help === true || kind === 'help') return { kind: 'help' };
  if (!isCommand(kind) || paths.includes('')) throw usage();
  if (Object.keys(values).some((option) => !OPTIONS[kind].includes(option))) throw usage();
  const [input, output, ...more] = paths;
  if (input === undefined) throw usage();
  if (kind === 'inspect') {
    if (output !== undefined) throw usage();
    return { kind, input };
  }
  if (output === undefined) throw usage();
  if (kind === 'to-tiff') return { kind, ...(readFaxArguments(paths, values) ?? fail()) };
  if (more.length > 0) throw usage();
  if (kind === 'to-pdf') return { kind, input, output, ...ocrArguments(values) };
  const page = count(values.page ?? '1');
  return { kind, input, output, page, width: count(values.width ?? DEFAULT_WIDTH) };
}

function ocrArguments(values: { ocr?: string | undefined; 'time-limit'?: string | undefined }) {
  const { ocr, 'time-limit': seconds } = values;
  // Without reading nothing takes so long that there is something to allow.
  if (ocr === undefined) return seconds === undefined ? {} : fail();
  const language = RECOGNITION_LANGUAGES.find((name) => name === ocr) ?? fail();
  if (seconds === undefined) return { ocr: language };
  const timeLimit = count(seconds);
  return timeLimit <= MOST_SECONDS ? { ocr: language, timeLimit } : fail();
}

const isCommand = (kind: string): kind is keyof typeof OPTIONS => Object.hasOwn(OPTIONS, kind);

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        page: { type: 'string' },
        width: { type: 'string' },
        resolution: { type: 'string' },
        coding: { type: 'string' },
        'fill-order': { type: 'string' },
        header: { type: 'string' },
        number: { type: 'string' },
        time: { type: 'string' },
        cover: { type: 'string' },
        locale: { type: 'string' },
        'time-zone': { type: 'string' },
        ocr: { type: 'string' },
        'time-limit': { type: 'string' },
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

const fail = (): never => {
  throw usage();
};

const usage = (): Refusal => new Refusal('usage', `Usage:\n${USAGE}`);
