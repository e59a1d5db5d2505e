/** Languages that text is recognised in, by tesseract's names (ISO 639-2). */
export const RECOGNITION_LANGUAGES = ['swe', 'dan', 'eng'] as const;

export type RecognitionLanguage = (typeof RECOGNITION_LANGUAGES)[number];

/** A turn of a page as its PDF shows it, clockwise in degrees, that puts its text upright. */
export type Turn = 0 | 90 | 180 | 270;

/** A rectangle in fractions (0–1) of the upright page, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RecognisedWord {
  readonly text: string;
  /** How sure the engine is, 0–100. */
  readonly confidence: number;
  readonly box: Box;
}

/** Words of one line, in reading order. */
export interface RecognisedLine {
  readonly words: readonly RecognisedWord[];
  /** The line begins a paragraph. */
  readonly paragraph: boolean;
}

/**
 * What became of a page:
 *
 * - `read`: its lines are there (none where the page has no text, such as a drawing)
 * - `blank`: nothing but stray dots; not looked at
 * - `timed-out`: took longer than a page may, or the document than it may
 * - `failed`: the recogniser gave up on it
 */
export type PageOutcome = 'read' | 'blank' | 'timed-out' | 'failed';

export interface RecognisedPage {
  readonly outcome: PageOutcome;
  /** The turn that the text asks for; 0 unless the recogniser is sure. */
  readonly turn: Turn;
  /** Mean of the words' confidence, weighted by their length; 0 where there are none. */
  readonly confidence: number;
  readonly lines: readonly RecognisedLine[];
}

/** Machine-read text of a document, a page for each of its pages. */
export interface Recognition {
  readonly language: RecognitionLanguage;
  /** Which recogniser did it. `text-layer`: the PDF brought its own text. */
  readonly recogniser: 'tesseract' | 'tesseract.js' | 'text-layer';
  readonly pages: readonly RecognisedPage[];
}
