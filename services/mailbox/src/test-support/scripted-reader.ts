import { FaxDocumentError, type FaxDocumentErrorCode } from '@kuvert/fax-document/engine';
import type { RecognisedPage } from '@kuvert/fax-document/recognition';

import type { TextReader } from '../use-cases/text-reader.ts';

/** What a scripted reader makes of the next document. */
export type Script =
  | { readonly kind: 'reads'; readonly pages: readonly RecognisedPage[] }
  | { readonly kind: 'fails'; readonly code: FaxDocumentErrorCode }
  /** Until it is told to stop. */
  | { readonly kind: 'takes-for-ever' };

export interface ScriptedReader extends TextReader {
  script: Script;
  /** Sources that it was given, and the language of each. */
  readonly asked: { readonly source: Uint8Array; readonly language: string }[];
}

/** A reader under the engine's contract that reads what it is told to. Its PDF says what was to go into it. */
export const createScriptedReader = (): ScriptedReader => {
  const reader: ScriptedReader = {
    script: { kind: 'reads', pages: [] },
    asked: [],
    recognise: async (source, { language, signal, onPage }) => {
      const { script } = reader;
      reader.asked.push({ source, language });
      signal?.throwIfAborted();
      switch (script.kind) {
        case 'fails':
          throw new FaxDocumentError(script.code, 'as scripted');
        case 'takes-for-ever':
          return new Promise((_resolve, reject) =>
            signal?.addEventListener('abort', () => reject(signal.reason)),
          );
        case 'reads':
          for (const index of script.pages.keys())
            onPage?.(index + 1, script.pages.length, index + 1);
          return { language, recogniser: 'tesseract', pages: script.pages };
      }
    },
    toPdf: async (_source, { metadata, recognition }) => {
      const pages = recognition.pages.length;
      return { pdf: Buffer.from(`%PDF-1.7 ${JSON.stringify({ ...metadata, pages })}`) };
    },
  };
  return reader;
};
