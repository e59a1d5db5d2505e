import { FaxDocumentError } from '../errors.ts';
import type { Reply } from './protocol.ts';

/**
 * What a child answers when its work fails: the reason, where there is one. PDFium in WebAssembly stops
 * by a trap where a native program would crash: what it does over one document it does over it again.
 * Its memory isn't to be trusted then, so it is the child's last answer. Undefined for anything unforeseen.
 */
export function refusalOf(error: unknown): (Reply & { kind: 'refused' }) | undefined {
  if (error instanceof FaxDocumentError) {
    return { kind: 'refused', code: error.code, message: error.message };
  }
  if (!(error instanceof Error)) return undefined;
  // WebAssembly.RuntimeError: each instance of a binding may have its own.
  if (error.name === 'RuntimeError') {
    const message = 'PDFium stopped in the midst of it.';
    return { kind: 'refused', code: 'damaged-beyond-reading', message, isLast: true };
  }
  if (error instanceof RangeError && error.message === STACK_IS_FULL) {
    return { kind: 'refused', code: 'too-complex', message: 'Nested too deeply.', isLast: true };
  }
  return undefined;
}

/** V8's words, for JavaScript and WebAssembly alike. */
const STACK_IS_FULL = 'Maximum call stack size exceeded';
