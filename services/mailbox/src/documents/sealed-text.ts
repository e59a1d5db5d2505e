import { z } from 'zod';

import type { Recognition } from '@kuvert/fax-document/recognition';
import { KuvertError } from '@kuvert/shared/errors';

const fraction = z.number().min(-1).max(2);

const Word = z.object({
  text: z.string(),
  confidence: z.number(),
  box: z.object({ x: fraction, y: fraction, width: fraction, height: fraction }),
});

/** A document of kind `text`: JSON, told apart by its version should the shape ever change. */
const SealedText = z.object({
  version: z.literal(1),
  recognition: z.object({
    language: z.enum(['swe', 'dan', 'eng']),
    recogniser: z.enum(['tesseract', 'tesseract.js', 'text-layer']),
    pages: z.array(
      z.object({
        outcome: z.enum(['read', 'blank', 'timed-out', 'failed']),
        turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
        confidence: z.number(),
        lines: z.array(z.object({ words: z.array(Word), paragraph: z.boolean() })),
      }),
    ),
  }),
});

/** The bytes to seal. */
export const writeText = (recognition: Recognition): Uint8Array => {
  const text: { readonly version: 1; readonly recognition: Recognition } = {
    version: 1,
    recognition,
  };
  return Buffer.from(JSON.stringify(text));
};

/** @throws KuvertError `document-damaged` for what isn't a text of a version known here */
export const readText = (bytes: Uint8Array): Recognition => {
  try {
    return SealedText.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).recognition;
  } catch {
    // without a cause: it could quote what was opened
    throw new KuvertError('document-damaged', 'the text is none of a version known here');
  }
};
