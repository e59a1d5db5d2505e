import { availableParallelism } from 'node:os';

import type { Conversion, PagePicture } from './conversion.ts';
import { FaxDocumentError } from './errors.ts';
import type { Inspection } from './inspection.ts';
import type { Likeness } from './likeness/likeness.ts';
import { markBlankPages, withBlank, type LookForBlank } from './mark-blank-pages.ts';
import { DEFAULT_LIMITS, type DocumentLimits } from './limits.ts';
import type { PartToJoin } from './pdf-in/join-pdfs.ts';
import { ParserPool, type PoolLimits } from './process/parser-pool.ts';
import type { Reply } from './process/protocol.ts';
import type { Recognition } from './recognition.ts';
import type { FetchPages } from './recognise/fetch-pages.ts';
import { openRecogniser, type RecogniserOptions } from './recognise/open-recogniser.ts';
import { recogniseDocument, type RecognitionOptions } from './recognise/recognise-document.ts';
import { Slots } from './recognise/slots.ts';
import type { TextRecogniser } from './recognise/text-recogniser.ts';
import type { RecordSheet } from './record/record-sheet.ts';
import type { SourceMetadata } from './source-metadata.ts';
import { assembleFax } from './to-fax/assemble-fax.ts';
import type { FaxRaster } from './to-fax/fax-raster.ts';
import type { FaxOptions, FaxSource } from './to-fax/options.ts';

export type { Conversion, LineRange, PageFacts, PagePicture } from './conversion.ts';
export type { Inspection, TiffPageFacts } from './inspection.ts';
export type { PartToJoin } from './pdf-in/join-pdfs.ts';
export type { PdfIntake } from './pdf-intake.ts';
export type { RemovedContent, RemovedKind } from './removed-content.ts';
export { FaxDocumentError, type FaxDocumentErrorCode } from './errors.ts';
export type { RecognitionOptions } from './recognise/recognise-document.ts';
export { SAME as SAME_DOCUMENT, type Likeness, type PagePair } from './likeness/likeness.ts';
export type { RecordRow, RecordSheet } from './record/record-sheet.ts';
export type { SourceMetadata } from './source-metadata.ts';
export type { CoverSheet } from './to-fax/cover/cover-sheet.ts';
export type { FaxCoding, FaxFormat, FaxResolution, FaxWidth } from './to-fax/fax-format.ts';
export type { FaxPageFacts, FaxRaster, FaxSourceFacts } from './to-fax/fax-raster.ts';
export type { FaxHeader } from './to-fax/header/fax-header.ts';
export type { FaxOptions, FaxSource } from './to-fax/options.ts';

/** Bounds of a document and of the processes that parse and read it. */
export interface EngineOptions extends DocumentLimits, PoolLimits, RecogniserOptions {}

const MiB = 1024 * 1024;

/** What `createFaxEngine` takes where nothing else is said. */
export const DEFAULT_ENGINE_OPTIONS: EngineOptions = {
  ...DEFAULT_LIMITS,
  /** Resident memory of one child. A warm one has some 100 MiB. */
  maxResidentBytes: 768 * MiB,
  timeoutMs: 30_000,
  processes: Math.min(2, availableParallelism()),
  jobsPerProcess: 500,
  recogniser: 'any',
  recogniserPath: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
  recognisers: availableParallelism(),
  /** Native Tesseract takes some 50 MiB for a fax page, tesseract.js 200. */
  maxRecogniserBytes: 512 * MiB,
};

/** A caller's patience: a job that still waits is taken back, the answer of one that runs dropped. */
export interface JobOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Options of a conversion. */
export interface ConversionOptions extends JobOptions {
  /** What is known beside the file; it goes into the metadata of a PDF made of a TIFF. */
  readonly metadata?: SourceMetadata | undefined;
  /** The document's text, as `recognise` gave it: it is laid invisibly on the pages. */
  readonly recognition?: Recognition | undefined;
  /** Whether a PDF's pages are looked at for such on which nothing is; a recognition knows them. Yes when not given. */
  readonly marksBlank?: boolean | undefined;
}

/** Fax documents, parsed in child processes that may be lost at any time. */
export interface FaxEngine {
  /**
   * TIFF-F to a PDF/A-2b, with its recognised text to a PDF/A-2u, and a PDF (by magic bytes) as it is
   * when it opens. Lost lines and pages are data, not errors.
   *
   * @throws FaxDocumentError with the reason as its `code`
   */
  toPdf(source: Uint8Array, options?: ConversionOptions): Promise<Conversion>;
  /**
   * What a TIFF or PDF is, page by page, found by decoding all of it as `toPdf` does.
   *
   * @throws FaxDocumentError with the reason as its `code`
   */
  inspect(source: Uint8Array, options?: JobOptions): Promise<Inspection>;
  /**
   * One page (from 1) of a PDF as a picture `width` pixels wide (64–3000) of the page's proportions.
   *
   * @throws FaxDocumentError with the reason as its `code`
   */
  renderPage(
    pdf: Uint8Array,
    page: number,
    width: number,
    options?: JobOptions,
  ): Promise<PagePicture>;
  /**
   * The text of a TIFF or PDF, page by page: by native Tesseract where it is found, else by tesseract.js.
   * Pages without text, and such as can't be read in time, are data, not errors.
   *
   * @throws FaxDocumentError with the reason as its `code`; the signal's reason when it aborts: then no
   * process works on the document any more
   */
  recognise(source: Uint8Array, options: RecognitionOptions): Promise<Recognition>;
  /**
   * Documents (PDF, TIFF, PNG, JPEG, plain text; together within `maxBytes`) as one fax to send: a
   * TIFF-F of black and white pages. What will be faxed is to be seen by `toPdf` and `renderPage` of
   * the TIFF. The processes share the pages.
   *
   * @throws FaxDocumentError with the reason as its `code`
   */
  toFax(documents: readonly FaxSource[], options?: FaxOptions & JobOptions): Promise<FaxRaster>;
  /**
   * Several PDFs as `toPdf` gave them (together within `maxBytes`) as one: their pages in that order, and an
   * outline that says where each begins.
   *
   * @throws FaxDocumentError with the reason as its `code`
   */
  join(parts: readonly PartToJoin[], options?: JobOptions): Promise<Uint8Array>;
  /**
   * Facts about a document as a PDF/A-2b to be kept with a case, its first page as a picture on it.
   *
   * @throws FaxDocumentError with the reason as its `code`
   */
  record(record: RecordSheet, options?: JobOptions): Promise<Uint8Array>;
  /**
   * How alike two documents (TIFF, PDF; together within `maxBytes`) are, 0–1. From `SAME_DOCUMENT` on the
   * second is the first once more, whatever lines and machines did to it; a form that was filled in for
   * somebody else is below.
   *
   * @throws FaxDocumentError with the reason as its `code`
   */
  likeness(a: Uint8Array, b: Uint8Array, options?: JobOptions): Promise<Likeness>;
  /** Starts the child processes ahead of the first job (else they start with it). */
  warm(): Promise<void>;
  /** Ends the child processes; none is left when it resolves. Jobs not done fail. */
  close(): Promise<void>;
}

/** An engine of its own; the caller closes it. No process is started before it is needed. */
export function createFaxEngine(options: Partial<EngineOptions> = {}): FaxEngine {
  const settings: EngineOptions = { ...DEFAULT_ENGINE_OPTIONS, ...options };
  const { maxBytes, maxPages, maxPixels } = settings;
  const limits: DocumentLimits = { maxBytes, maxPages, maxPixels };
  const pool = new ParserPool(settings);
  const slots = new Slots(settings.recognisers);
  let opened: Promise<TextRecogniser> | undefined;
  const recogniser = (): Promise<TextRecogniser> => (opened ??= openRecogniser(settings));

  const admit = (...sources: readonly Uint8Array[]): void => {
    if (sources.reduce((sum, { length }) => sum + length, 0) > maxBytes) {
      throw new FaxDocumentError('too-large', `More than ${maxBytes} bytes.`);
    }
  };

  const lookForBlank =
    (pdf: Uint8Array): LookForBlank =>
    async (first, signal) => {
      const reply = await pool.run({ kind: 'find-blank', pdf, first }, signal, 'is killed');
      if (reply.kind === 'found-blank') return reply.blank;
      throw refusal(reply);
    };

  return {
    async toPdf(source, { signal, metadata = {}, recognition, marksBlank = true } = {}) {
      admit(source);
      const job = { kind: 'to-pdf', source, metadata, recognition, limits } as const;
      const reply = await pool.run(job, signal);
      if (reply.kind !== 'converted') throw refusal(reply);
      const { conversion } = reply;
      if (conversion.source === 'tiff' || !marksBlank) return conversion;
      const read = recognition?.pages.map(({ outcome }) => outcome === 'blank');
      const pages = read
        ? withBlank(conversion.pages, read)
        : await markBlankPages(conversion.pages, lookForBlank(conversion.pdf), signal);
      return { ...conversion, pages };
    },
    async inspect(source, { signal } = {}) {
      admit(source);
      const reply = await pool.run({ kind: 'inspect', source, limits }, signal);
      if (reply.kind !== 'inspected') throw refusal(reply);
      const { inspection, pdf } = reply;
      if (inspection.source === 'tiff' || pdf === undefined) return inspection;
      const pages = await markBlankPages(inspection.pages, lookForBlank(pdf), signal);
      return { ...inspection, pages };
    },
    async renderPage(pdf, page, width, { signal } = {}) {
      admit(pdf);
      const reply = await pool.run({ kind: 'render', pdf, page, width, limits }, signal);
      if (reply.kind === 'rendered') return reply.picture;
      throw refusal(reply);
    },
    async recognise(source, options) {
      admit(source);
      let read = { bytes: source, isTaken: false };
      const fetchPages: FetchPages = async (first, most, signal) => {
        const job = { kind: 'pages-to-read', source: read, first, most, limits } as const;
        const reply = await pool.run(job, signal, 'is killed');
        if (reply.kind !== 'pages') throw refusal(reply);
        if (reply.batch.taken) read = { bytes: reply.batch.taken, isTaken: true };
        return reply.batch;
      };
      return recogniseDocument({ fetchPages, recogniser, slots }, options);
    },
    async toFax(documents, { signal, ...options } = {}) {
      admit(...documents);
      const of = settings.processes;
      const replies = await Promise.all(
        Array.from({ length: of }, (_, index) => {
          const share = { index, of };
          return pool.run({ kind: 'to-fax', documents, options, limits, share }, signal);
        }),
      );
      const shares = replies.map((reply) => {
        if (reply.kind === 'faxed') return reply.share;
        throw refusal(reply);
      });
      return assembleFax(shares);
    },
    async join(parts, { signal } = {}) {
      admit(...parts.map(({ pdf }) => pdf));
      const reply = await pool.run({ kind: 'join', parts, limits }, signal);
      if (reply.kind === 'joined') return reply.pdf;
      throw refusal(reply);
    },
    async record(record, { signal } = {}) {
      if (record.picture) admit(record.picture);
      const reply = await pool.run({ kind: 'record', record, limits }, signal);
      if (reply.kind === 'recorded') return reply.pdf;
      throw refusal(reply);
    },
    async likeness(a, b, { signal } = {}) {
      admit(a, b);
      const reply = await pool.run({ kind: 'likeness', a, b, limits }, signal);
      if (reply.kind === 'compared') return reply.likeness;
      throw refusal(reply);
    },
    warm: () => pool.warm(),
    async close() {
      const reader = await opened?.catch(() => undefined);
      await Promise.all([pool.close(), reader?.close()]);
    },
  };
}

function refusal(reply: Reply): FaxDocumentError {
  return reply.kind === 'refused'
    ? new FaxDocumentError(reply.code, reply.message)
    : new FaxDocumentError('engine-failed', 'The parser answered another question.');
}
