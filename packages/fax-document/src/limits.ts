/** What a document may cost. */
export interface DocumentLimits {
  /** Bytes of one source document. */
  readonly maxBytes: number;
  /** Pages of one document. */
  readonly maxPages: number;
  /** Pixels of one page (width × height), and of one picture. */
  readonly maxPixels: number;
}

/** A fax of 350 pages (the most that carriers send) and 5 m of paper at 400 dpi fit with room. */
export const DEFAULT_LIMITS: DocumentLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxPages: 1000,
  maxPixels: 120_000_000,
};
