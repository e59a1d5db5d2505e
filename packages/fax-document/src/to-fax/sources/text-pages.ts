import { FaxDocumentError } from '../../errors.ts';
import type { Face } from '../typeset/face.ts';

/** Plain text as pages of lines, each of which the face can show. */
export interface TextPages {
  readonly pages: readonly (readonly string[])[];
  /** Characters that the face doesn't have, shown as a box. */
  readonly replaced: number;
}

export interface TextShape {
  /** Characters of a line: the face has one width. */
  readonly columns: number;
  readonly lines: number;
  readonly maxPages: number;
}

const TAB_STOP = 8;
const FORM_FEED = '\f';
const ESCAPE = '\u001B';
/** ECMA-48 clause 5.4: what terminals and printers are told. */
const SEQUENCES = new RegExp(`${ESCAPE}(?:\\[[0-9;?]*[ -/]*[@-~]|[@-Z\\\\-_])`, 'g');
/** Ends a file of DOS. */
const SUBSTITUTE = '\u001A';

/**
 * Breaks text into pages: at form feeds, and where a page is full. Lines that are too long are broken
 * at their last space, or anywhere when they have none.
 *
 * @throws FaxDocumentError `too-many-pages`
 */
export function layOutText(text: string, face: Face, shape: TextShape): TextPages {
  const content = withoutTail(text);
  const { columns, lines, maxPages } = shape;
  const tooMany = (): FaxDocumentError =>
    new FaxDocumentError('too-many-pages', `More than ${maxPages} pages.`);
  // A line takes two characters to end, and may lose a space where it is broken.
  if (content.length > maxPages * lines * (columns + 3)) throw tooMany();
  const pages: string[][] = [];
  let replaced = 0;
  const put = (line: string, fresh: boolean): void => {
    const page = pages.at(-1);
    if (page !== undefined && page.length < lines && !fresh) {
      page.push(line);
      return;
    }
    if (pages.length >= maxPages) throw tooMany();
    pages.push([line]);
  };
  for (const [at, sheet] of content.split(FORM_FEED).entries()) {
    let fresh = at > 0;
    for (const line of sheet.split(/\r\n|[\n\r\v\u0085\u2028\u2029]/)) {
      const shown = face.printable(expandTabs(line.normalize('NFC')));
      replaced += shown.replaced;
      for (const part of broken(shown.text, columns)) {
        put(part, fresh);
        fresh = false;
      }
    }
  }
  return { pages, replaced };
}

/** Without escape sequences, and what only ends the last page. */
const withoutTail = (text: string): string =>
  text.replaceAll(SEQUENCES, '').replaceAll(SUBSTITUTE, '').trimEnd();

function expandTabs(line: string): string {
  let expanded = '';
  for (const [at, part] of line.split('\t').entries()) {
    if (at > 0) expanded += ' '.repeat(TAB_STOP - (expanded.length % TAB_STOP));
    expanded += part;
  }
  return expanded;
}

function broken(line: string, columns: number): string[] {
  const characters = Array.from(line.trimEnd());
  const lines: string[] = [];
  let start = 0;
  while (characters.length - start > columns) {
    const space = characters.lastIndexOf(' ', start + columns);
    const end = space > start ? space : start + columns;
    lines.push(characters.slice(start, end).join('').trimEnd());
    start = space > start ? end + 1 : end;
  }
  return [...lines, characters.slice(start).join('')];
}
