import type { FaxEngine, FaxSourceFacts } from '../engine.ts';
import type { CoverSheet } from '../to-fax/cover/cover-sheet.ts';
import type { FaxOptions } from '../to-fax/options.ts';
import type { FaxArguments } from './fax-arguments.ts';
import { isSameFile, readWhole, writeWhole } from './files.ts';
import { recoveredFrom } from './recovered.ts';
import { Refusal } from './refusal.ts';

/** What `to-tiff` needs beside its arguments. */
export interface FaxContext {
  readonly engine: Pick<FaxEngine, 'toFax'>;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly resolve: (path: string) => string;
  readonly now: () => Date;
  /** Where nothing else is said. IANA name. */
  readonly timeZone: string;
}

/** Makes a fax of files, and says what became of each page. @throws Refusal, FaxDocumentError */
export async function toTiff(command: FaxArguments, context: FaxContext): Promise<unknown> {
  const { engine, signal, resolve } = context;
  const documents = await readInputs(command, context);
  const options = { ...command.format, ...(await extras(command, context)) };
  const { tiff, ...made } = await engine.toFax(documents, { ...options, signal });
  await writeWhole(resolve(command.output), tiff);
  const recovered = recoveredFrom({ ...wholenessOf(made.sources), pages: made.pages });
  const { format, sources, pages } = made;
  const facts = { ...format, bytes: tiff.length, pageCount: pages.length, sources, pages };
  return recovered === undefined ? facts : { ...facts, recovered };
}

/** How whole all sources are together. */
function wholenessOf(sources: readonly FaxSourceFacts[]) {
  const intakes = sources.flatMap(({ intake }) => intake ?? []);
  return {
    truncated: sources.some(({ truncated }) => truncated),
    intake: {
      repaired: intakes.some(({ repaired }) => repaired),
      missingPages: intakes.reduce((sum, { missingPages }) => sum + missingPages, 0),
    },
  };
}

async function readInputs(
  { inputs, output }: FaxArguments,
  { resolve, maxBytes }: FaxContext,
): Promise<Uint8Array[]> {
  const documents: Uint8Array[] = [];
  let left = maxBytes;
  for (const input of inputs) {
    if (await isSameFile(resolve(input), resolve(output))) {
      throw new Refusal('usage', 'The output would replace an input.');
    }
    const document = await readWhole(resolve(input), left);
    left -= document.length;
    documents.push(document);
  }
  return documents;
}

async function extras(
  { header, cover, locale = 'en', timeZone }: FaxArguments,
  context: FaxContext,
): Promise<Pick<FaxOptions, 'header' | 'cover'>> {
  const zone = { locale, timeZone: timeZone ?? context.timeZone };
  const now = context.now();
  return {
    ...(header ? { header: { time: now, ...header, ...zone } } : {}),
    ...(cover === undefined
      ? {}
      : { cover: { ...zone, ...(await readCover(cover, now, context)) } }),
  };
}

const MOST_COVER_BYTES = 64 * 1024;

/** The fields of a cover sheet as they are in the file; whether they make sense the engine says. */
async function readCover(path: string, now: Date, { resolve }: FaxContext): Promise<CoverSheet> {
  const bytes = await readWhole(resolve(path), MOST_COVER_BYTES);
  const fields: unknown = parse(new TextDecoder().decode(bytes));
  if (typeof fields !== 'object' || fields === null) throw noCover();
  const date = 'date' in fields ? new Date(String(fields.date)) : now;
  // Unproven: the engine checks every field.
  return { ...fields, date } as CoverSheet;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw noCover(cause);
  }
}

const noCover = (cause?: unknown): Refusal =>
  new Refusal('usage', 'The cover’s file has no JSON object.', { cause });
