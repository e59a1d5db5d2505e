import { PDFHexString, type PDFFont } from 'pdf-lib';

/** Shown for a character that the font doesn't have: a box or a diamond, what the font has of them. */
const REPLACEMENTS = ['\u25A1', '\uFFFD', '?'];
const ELLIPSIS = '\u2026';

/** Text in a form that a face can show. */
export interface Printable {
  readonly text: string;
  /** Characters that became a box. */
  readonly replaced: number;
}

/** A font in a document. Sizes and widths are in points. */
export class Face {
  readonly font: PDFFont;
  readonly #known: ReadonlySet<number>;
  readonly #replacement: string;
  readonly #codes = new Map<string, string>();
  readonly #widths = new Map<string, number>();

  constructor(font: PDFFont) {
    this.font = font;
    this.#known = new Set(font.getCharacterSet());
    this.#replacement = REPLACEMENTS.find((each) => this.#known.has(each.charCodeAt(0))) ?? '';
  }

  /** Letters and accents as one, no control characters, and boxes for what the font doesn't have. */
  printable(text: string): Printable {
    const composed = text.normalize('NFC');
    const strange = new Set<string>();
    for (const character of composed) {
      const code = character.codePointAt(0) ?? 0;
      if (!this.#known.has(code) || isInvisible(code)) strange.add(character);
    }
    if (strange.size === 0) return { text: composed, replaced: 0 };
    let replaced = 0;
    const shown = Array.from(composed, (character) => {
      if (!strange.has(character)) return character;
      if (isInvisible(character.codePointAt(0) ?? 0)) return '';
      replaced++;
      return this.#replacement;
    });
    return { text: shown.join(''), replaced };
  }

  /** The width of printable text. */
  width(text: string, size: number): number {
    let width = this.#widths.get(text);
    if (width === undefined) {
      width = this.font.widthOfTextAtSize(text, 1);
      if (this.#widths.size < 10_000) this.#widths.set(text, width);
    }
    return width * size;
  }

  /** Printable text as the font's own codes, letter by letter: nothing is joined or moved together. */
  encode(text: string): PDFHexString {
    let codes = '';
    for (const character of text) {
      let code = this.#codes.get(character);
      if (code === undefined) {
        code = this.font.encodeText(character).asString();
        this.#codes.set(character, code);
      }
      codes += code;
    }
    return PDFHexString.of(codes);
  }

  /** Printable text, shortened where it is wider than `most`. */
  shortened(text: string, size: number, most: number): string {
    if (this.width(text, size) <= most) return text;
    const characters = Array.from(text);
    let [fits, tooMany] = [0, characters.length];
    while (tooMany - fits > 1) {
      const middle = (fits + tooMany) >>> 1;
      const tried = `${characters.slice(0, middle).join('').trimEnd()}${ELLIPSIS}`;
      if (this.font.widthOfTextAtSize(tried, size) <= most) fits = middle;
      else tooMany = middle;
    }
    return fits === 0 ? '' : `${characters.slice(0, fits).join('').trimEnd()}${ELLIPSIS}`;
  }
}

/** Control characters, and marks of direction, joining and byte order that have no shape. */
function isInvisible(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff
  );
}
