import { createFaxEngine, FaxDocumentError, type FaxEngine } from '../../engine.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';
import { seeds, seedsToSend } from './seeds.ts';

const MiB = 1024 * 1024;

/** What a mutant may cost: what the command line promises, at a busy hour. */
const LIMITS = { timeoutMs: 15_000, maxResidentBytes: 352 * MiB } as const;
/** Mutants under way at once; the engine has fewer processes. */
const AT_ONCE = 4;
/** One of so many mutants that became a PDF is drawn, too. */
const DRAWN_OF = 10;

/** One of so many mutants becomes a fax to send, not a PDF. */
const SENT_OF = 16;

/** Outcomes that say that the engine failed, not the document. */
const FAULTS = new Set(['time-limit', 'memory-limit', 'engine-failed', 'still-active']);

export interface FuzzFault {
  /** The mutant's number: with the run's seed it makes the mutant again. */
  readonly mutant: number;
  readonly code: string;
}

export interface FuzzResult {
  readonly seed: number;
  readonly mutants: number;
  /** How many mutants came to what: `converted`, `sent`, or the refusal's code. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** Crashes, hangs, excesses, and what acts in a PDF that was made safe. */
  readonly faults: readonly FuzzFault[];
}

/** Documents that mutants are made of. */
export interface Corpus {
  readonly received: readonly Uint8Array[];
  readonly toSend: readonly Uint8Array[];
}

export async function readCorpus(): Promise<Corpus> {
  const received = await seeds();
  return { received, toSend: [...received, ...(await seedsToSend())] };
}

/** A broken document, and whether it is sent, not received. */
export interface Mutant {
  readonly bytes: Uint8Array;
  readonly sent: boolean;
}

/** Mutant number `index` of a run, always the same bytes. */
export function mutant({ received, toSend }: Corpus, seed: number, index: number): Mutant {
  const sent = index % SENT_OF === 0;
  const random = new Random(Math.imul(seed, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca6b));
  const from = sent ? toSend : received;
  return { bytes: mutate(random.pick(from), random.pick(from), random), sent };
}

/** Converts so many mutants of the corpus, as the services would; one that takes longer than `timeoutMs` hangs. */
export async function fuzz(
  mutants: number,
  seed: number,
  timeoutMs: number = LIMITS.timeoutMs,
): Promise<FuzzResult> {
  const corpus = await readCorpus();
  const engine = createFaxEngine({ ...LIMITS, timeoutMs });
  const outcomes: Record<string, number> = {};
  const faults: FuzzFault[] = [];
  let next = 0;
  let slowestMs = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < mutants; index = next++) {
      const started = performance.now();
      const { bytes, sent } = mutant(corpus, seed, index);
      const code = await outcomeOf(sent ? send(engine, bytes) : receive(engine, bytes, index));
      slowestMs = Math.max(slowestMs, Math.round(performance.now() - started));
      outcomes[code] = (outcomes[code] ?? 0) + 1;
      if (FAULTS.has(code)) faults.push({ mutant: index, code });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await engine.close();
  }
  return { seed, mutants, outcomes, slowestMs, faults };
}

/** What becomes of a mutant that comes in. What came of a PDF is looked through once more. */
async function receive(engine: FaxEngine, bytes: Uint8Array, index: number): Promise<string> {
  const { pdf, source } = await engine.toPdf(bytes);
  if (index % DRAWN_OF === 0) await engine.renderPage(pdf, 1, 200);
  if (source === 'tiff') return 'converted';
  const again = await engine.inspect(pdf);
  const acts = again.source !== 'pdf' || again.intake.removed.length > 0;
  return acts ? 'still-active' : 'converted';
}

async function send(engine: FaxEngine, bytes: Uint8Array): Promise<string> {
  await engine.toFax([bytes], { resolution: 'standard', header: { sender: 'Åby' } });
  return 'sent';
}

async function outcomeOf(work: Promise<string>): Promise<string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FaxDocumentError) return error.code;
    throw error;
  }
}
