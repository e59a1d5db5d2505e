import type { RecognisedLine, Recognition, RecognitionLanguage, Turn } from '../recognition.ts';
import type { PageRaster } from './page-raster.ts';

/** Reads text from pages. Whatever happens to a page, the next one is read by a sound process. */
export interface TextRecogniser {
  readonly name: Exclude<Recognition['recogniser'], 'text-layer'>;
  /**
   * The words of a page, lines in reading order. An abort ends the process that reads.
   *
   * @throws RecogniserFault; the signal's reason when it aborts
   */
  read(
    page: PageRaster,
    language: RecognitionLanguage,
    signal: AbortSignal,
  ): Promise<readonly RecognisedLine[]>;
  /**
   * By which turn (clockwise) the page would be upright, as its letters look; undefined when they don't
   * say.
   *
   * @throws as `read`
   */
  orientation(page: PageRaster, signal: AbortSignal): Promise<Turn | undefined>;
  /** Ends all processes; none is left when it resolves. */
  close(): Promise<void>;
}

/** A recogniser gave up on one page: it crashed, took too much, or answered nonsense. */
export class RecogniserFault extends Error {
  override readonly name = 'RecogniserFault';
}
