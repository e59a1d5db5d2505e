import type { FaxEngine } from '../engine.ts';
import type { Command } from './arguments.ts';
import { USAGE } from './arguments.ts';
import { isSameFile, readWhole, writeWhole } from './files.ts';
import { toSearchablePdf } from './ocr.ts';
import { recoveredFrom } from './recovered.ts';
import { Refusal } from './refusal.ts';
import { toTiff, type FaxContext } from './to-tiff.ts';

/** What a command needs beside its arguments. */
export interface CliContext extends FaxContext {
  readonly engine: Pick<
    FaxEngine,
    'inspect' | 'toPdf' | 'renderPage' | 'toFax' | 'recognise' | 'warm'
  >;
  readonly maxBytes: number;
  /** Ends the work when it takes too long. */
  readonly signal: AbortSignal;
  /** Milliseconds until it does. */
  readonly timeLeft: () => number;
  /** Turns a path as it was given into one that can be opened. */
  readonly resolve: (path: string) => string;
}

/**
 * Runs a command and returns what is to be printed.
 *
 * @throws Refusal, FaxDocumentError
 */
export async function run(command: Command, context: CliContext): Promise<string> {
  switch (command.kind) {
    case 'help':
      return USAGE;
    case 'inspect':
      return json(await inspect(command.input, context));
    case 'to-pdf':
      return json(await toPdf(command, context));
    case 'to-png':
      return json(await toPng(command, context));
    case 'to-tiff':
      return json(await toTiff(command, context));
    default:
      return command satisfies never;
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

async function inspect(
  input: string,
  { engine, maxBytes, signal, resolve }: CliContext,
): Promise<unknown> {
  const source = await readWhole(resolve(input), maxBytes);
  const inspection = await engine.inspect(source, { signal });
  const { pages, intake, ...facts } = { intake: undefined, ...inspection };
  return {
    ...facts,
    bytes: source.length,
    ...(intake && { active: intake.removed }),
    ...recovery(inspection),
    pageCount: pages.length,
    pages: pages.map((page) => ({ ...page, ...size(page) })),
  };
}

async function toPdf(
  { input, output, ocr }: Command & { kind: 'to-pdf' },
  context: CliContext,
): Promise<unknown> {
  const { engine, signal } = context;
  const source = await readInput(input, output, context);
  const made =
    ocr === undefined
      ? { conversion: await engine.toPdf(source, { signal, marksBlank: false }) }
      : await toSearchablePdf(source, ocr, context);
  const { pdf, ...facts } = made.conversion;
  await writeWhole(context.resolve(output), pdf);
  return {
    source: facts.source,
    bytes: pdf.length,
    pages: facts.pages.length,
    ...(facts.intake && { removed: facts.intake.removed, decrypted: facts.intake.decrypted }),
    ...recovery(facts),
    ...('ocr' in made ? { ocr: made.ocr } : {}),
  };
}

async function toPng(
  { input, output, page, width }: Command & { kind: 'to-png' },
  context: CliContext,
): Promise<unknown> {
  const { engine, signal } = context;
  const source = await readInput(input, output, context);
  const { pdf, ...facts } = await engine.toPdf(source, { signal, marksBlank: false });
  const picture = await engine.renderPage(pdf, page, width, { signal });
  await writeWhole(context.resolve(output), picture.bytes);
  const made = { bytes: picture.bytes.length, page, width: picture.width, height: picture.height };
  return { source: facts.source, ...made, ...recovery(facts) };
}

async function readInput(
  input: string,
  output: string,
  { maxBytes, resolve }: CliContext,
): Promise<Uint8Array> {
  if (await isSameFile(resolve(input), resolve(output))) {
    throw new Refusal('usage', 'The output would replace the input.');
  }
  return readWhole(resolve(input), maxBytes);
}

type Recoverable = Parameters<typeof recoveredFrom>[0];

/** `recovered`, where something was lost. */
function recovery(document: Recoverable): { recovered?: unknown } {
  const recovered = recoveredFrom(document);
  return recovered === undefined ? {} : { recovered };
}

const MM_PER_INCH = 25.4;

/** The page's size on paper, in millimetres, as it is stored (not turned). */
function size(page: { width: number; height: number; xDpi: number; yDpi: number }) {
  const millimetres = (pixels: number, dpi: number): number =>
    Math.round((pixels / dpi) * MM_PER_INCH * 10) / 10;
  return {
    widthMm: millimetres(page.width, page.xDpi),
    heightMm: millimetres(page.height, page.yDpi),
  };
}
