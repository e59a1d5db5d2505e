import type { RemovedContent } from './removed-content.ts';

/** How a PDF came, and what was done to it. */
export interface PdfIntake {
  /** What acts, leads elsewhere or lies hidden in it, and is not in the PDF that was made of it. */
  readonly removed: readonly RemovedContent[];
  /** It came encrypted, and opened without a password; what was made of it is not encrypted. */
  readonly decrypted: boolean;
  /** Its cross-reference, its tree of pages or an object was broken, and was mended. */
  readonly repaired: boolean;
  /** Pages that it promises and doesn't have. */
  readonly missingPages: number;
}
