import type { RecognitionLanguage } from '../../recognition.ts';
import { isRecord } from '../../process/shapes.ts';

/** Work for a child process with tesseract.js; the picture is in a Netpbm format. */
export type ReadingJob =
  | {
      readonly kind: 'read';
      readonly picture: Uint8Array;
      readonly dpi: number;
      readonly language: RecognitionLanguage;
    }
  | { readonly kind: 'orientation'; readonly picture: Uint8Array; readonly dpi: number };

/** What such a child says. `ready` comes once, before it takes work. */
export type ReadingReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly tsv: string }
  | {
      readonly kind: 'orientation';
      /** By how many degrees, clockwise, the page is to be turned; null where the letters don't say. */
      readonly degrees: number | null;
      readonly confidence: number;
    }
  | { readonly kind: 'failed' };

/** Anything but a reply of the right shape gives undefined. */
export function readReadingReply(message: unknown): ReadingReply | undefined {
  if (!isRecord(message)) return undefined;
  switch (message['kind']) {
    case 'ready':
    case 'failed':
      return { kind: message['kind'] };
    case 'read':
      return typeof message['tsv'] === 'string' ? { kind: 'read', tsv: message['tsv'] } : undefined;
    case 'orientation': {
      const { degrees, confidence } = message;
      return (degrees === null || typeof degrees === 'number') && typeof confidence === 'number'
        ? { kind: 'orientation', degrees, confidence }
        : undefined;
    }
    default:
      return undefined;
  }
}
