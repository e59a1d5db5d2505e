import {
  FaxDocumentError,
  type Conversion,
  type FaxDocumentErrorCode,
  type FaxEngine,
} from '../engine.ts';
import type {
  PageOutcome,
  RecognisedPage,
  Recognition,
  RecognitionLanguage,
} from '../recognition.ts';

/** What the reading of a document for the command line needs. */
export interface OcrContext {
  readonly engine: Pick<FaxEngine, 'warm' | 'toPdf' | 'recognise'>;
  readonly signal: AbortSignal;
  /** Milliseconds that are left of the command's time. */
  readonly timeLeft: () => number;
}

/** The second conversion, with text, may take so many times the first's time, and so much more. */
const CONVERSION_TIMES = 2;
const MARGIN_MS = 1000;

/**
 * A PDF with its text. The document is converted first: what is refused is refused at once, and what
 * the conversion takes is known before the rest of the time goes to reading. Pages for which there is
 * no time are not read, and said to be so.
 */
export async function toSearchablePdf(
  source: Uint8Array,
  language: RecognitionLanguage,
  { engine, signal, timeLeft }: OcrContext,
): Promise<{ readonly conversion: Conversion; readonly ocr: OcrFacts }> {
  const begin = timeLeft();
  await engine.warm();
  const started = timeLeft();
  const plain = await engine.toPdf(source, { signal, marksBlank: false });
  // The child may be a new one by then: it is replaced when it has become large, or was stopped.
  const again = begin - started + (started - timeLeft()) * CONVERSION_TIMES;
  const reserve = again + MARGIN_MS;
  const documentTimeoutMs = Math.max(0, Math.floor(timeLeft() - reserve));
  try {
    const recognition = await engine.recognise(source, { language, signal, documentTimeoutMs });
    const conversion = await engine.toPdf(source, { signal, recognition });
    return { conversion, ocr: factsOf(recognition, conversion) };
  } catch (error) {
    const pages = unread(plain, outcomeOf(error));
    return { conversion: plain, ocr: factsOf({ language, recogniser: undefined, pages }, plain) };
  }
}

/** Of a document that was converted: its pages cost the parser too much, or its life. */
const CANNOT_BE_DRAWN: ReadonlySet<FaxDocumentErrorCode> = new Set([
  'memory-limit',
  'damaged-beyond-reading',
  'too-complex',
]);

/** The document can be converted, but not read and converted within the limits. @throws any other error */
function outcomeOf(error: unknown): PageOutcome {
  const code = error instanceof FaxDocumentError ? error.code : undefined;
  const late = error instanceof DOMException && error.name === 'TimeoutError';
  if (code === 'time-limit' || late) return 'timed-out';
  if (code !== undefined && CANNOT_BE_DRAWN.has(code)) return 'failed';
  throw error;
}

const unread = (plain: Conversion, outcome: PageOutcome): readonly RecognisedPage[] =>
  plain.pages.map(() => ({ outcome, turn: 0, confidence: 0, lines: [] }));

/** What is printed of a reading; nothing of what was read. Pages by number, from 1. */
export interface OcrFacts {
  readonly language: RecognitionLanguage;
  /** Absent when nothing came to be read. */
  readonly recogniser: Recognition['recogniser'] | undefined;
  readonly words: number;
  /** Mean of the words' confidence, 0–100, weighted by their length. */
  readonly confidence: number;
  readonly read: readonly number[];
  readonly blank: readonly number[];
  readonly timedOut: readonly number[];
  readonly failed: readonly number[];
  readonly turned: readonly { readonly page: number; readonly turn: number }[];
  /** Pages of the PDF that were given text. */
  readonly textPages: number;
}

type Reading = Omit<Recognition, 'recogniser'> & Pick<OcrFacts, 'recogniser'>;

function factsOf(recognition: Reading, { textPages = 0 }: Conversion): OcrFacts {
  const { language, recogniser, pages } = recognition;
  const words = pages.flatMap(({ lines }) => lines.flatMap((line) => line.words));
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const sure = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  const numbers = (outcome: PageOutcome): readonly number[] =>
    pages.flatMap((page, index) => (page.outcome === outcome ? [index + 1] : []));
  return {
    language,
    recogniser,
    words: words.length,
    confidence: letters === 0 ? 0 : Math.round((10 * sure) / letters) / 10,
    read: numbers('read'),
    blank: numbers('blank'),
    timedOut: numbers('timed-out'),
    failed: numbers('failed'),
    turned: pages.flatMap(({ turn }, index) => (turn === 0 ? [] : [{ page: index + 1, turn }])),
    textPages,
  };
}
