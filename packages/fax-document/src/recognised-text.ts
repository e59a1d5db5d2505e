import type { RecognisedLine, RecognisedPage } from './recognition.ts';

/** A line's words with a space between them. */
export const lineText = (line: RecognisedLine): string =>
  line.words.map(({ text }) => text).join(' ');

/** A page's paragraphs, each the text of its lines. */
export function paragraphsOf(page: RecognisedPage): readonly (readonly string[])[] {
  const paragraphs: string[][] = [];
  for (const line of page.lines) {
    const last = paragraphs.at(-1);
    if (last === undefined || line.paragraph) paragraphs.push([lineText(line)]);
    else last.push(lineText(line));
  }
  return paragraphs;
}

/** A page as plain text: lines as on the paper, an empty line between paragraphs. */
export const pageText = (page: RecognisedPage): string =>
  paragraphsOf(page)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
