import { readFile } from 'node:fs/promises';

import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';

import { Face } from './face.ts';

/**
 * Open Sans and Source Code Pro (OFL 1.1): sturdy and open enough for 98 lines an inch. Their glyphs
 * begin at even offsets; of fonts where they don't, fontkit makes subsets that lack letters.
 */
const FILES = {
  text: '@expo-google-fonts/open-sans/500Medium/OpenSans_500Medium.ttf',
  bold: '@expo-google-fonts/open-sans/700Bold/OpenSans_700Bold.ttf',
  mono: '@expo-google-fonts/source-code-pro/500Medium/SourceCodePro_500Medium.ttf',
} as const;

export type FaceName = keyof typeof FILES;

/** Fonts that were read once, for documents that are made of them. */
export class Typefaces {
  readonly #files = new Map<FaceName, Promise<Uint8Array>>();

  /** An empty document and, for it, the faces that are asked for. */
  async document<Name extends FaceName>(
    ...names: readonly Name[]
  ): Promise<{ readonly pdf: PDFDocument; readonly faces: Readonly<Record<Name, Face>> }> {
    const pdf = await PDFDocument.create({ updateMetadata: false });
    pdf.registerFontkit(fontkit);
    const entries: [Name, Face][] = [];
    for (const name of names) {
      const font = await pdf.embedFont(await this.#read(name), { subset: true });
      entries.push([name, new Face(font)]);
    }
    // The keys are the names that were asked for; Object.fromEntries widens them.
    return { pdf, faces: Object.fromEntries(entries) as Record<Name, Face> };
  }

  #read(name: FaceName): Promise<Uint8Array> {
    const known = this.#files.get(name);
    if (known) return known;
    const file = readFile(new URL(import.meta.resolve(FILES[name])));
    this.#files.set(name, file);
    return file;
  }
}
