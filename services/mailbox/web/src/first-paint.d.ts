import type { Boot } from '../../src/http/api.ts';
/** What the first paint needs beside the boot data: the time it is, and which message the address names. */
export interface FirstPaintAt {
  readonly now: Date;
  readonly messageId?: string | null;
}
/**
 * The inside of `<div id="root">`: frame and first rows with the class names of the application, which
 * replaces them when it has loaded. Icons are empty boxes of the right size until then. Nothing without
 * a department: the server answers with `noDepartmentPage` then.
 */
export declare const firstPaint: (boot: Boot, at: FirstPaintAt) => string;
