import type { Face } from './face.ts';

/**
 * Printable text in lines not wider than `most`: broken at spaces, and within a word that is wider than
 * a line. Line ends in the text stay.
 */
export function wrap(face: Face, text: string, size: number, most: number): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => wrapLine(face, line, size, most));
}

function wrapLine(face: Face, line: string, size: number, most: number): string[] {
  const lines: string[] = [];
  const space = face.width(' ', size);
  let current = '';
  let width = 0;
  for (const word of line.split(/\s+/).flatMap((each) => pieces(face, each, size, most))) {
    const wordWidth = face.width(word, size);
    if (current !== '' && width + space + wordWidth > most) {
      lines.push(current);
      current = '';
      width = 0;
    }
    width += wordWidth + (current === '' ? 0 : space);
    current = current === '' ? word : `${current} ${word}`;
  }
  lines.push(current);
  return lines;
}

/** A word in pieces that fit into a line; one piece nearly always. */
function pieces(face: Face, word: string, size: number, most: number): string[] {
  if (face.width(word, size) <= most) return [word];
  const found: string[] = [];
  let piece = '';
  let width = 0;
  for (const character of word) {
    const own = face.width(character, size);
    if (piece !== '' && width + own > most) {
      found.push(piece);
      piece = '';
      width = 0;
    }
    piece += character;
    width += own;
  }
  return [...found, piece];
}
