import type { RecognisedLine, RecognisedPage, Recognition } from '@kuvert/fax-document/recognition';

import type { MessageText, TextPage } from '#api';
import { languageTags } from './languages.ts';
import { lineFlow } from './line-breaks.ts';

type Paragraph = TextPage['paragraphs'][number];
type Piece = Extract<Paragraph[number], { kind: 'line' }>['pieces'][number];

/** Of the words of noisy faxes below this confidence (0–100) a third is wrong, of those above it one in fifty. */
const sure = 75;
/** What is below this in the mean of its letters is noise: a line, or a whole page. */
const readable = 40;

/** Recognised text as people see it: what can't be trusted is marked, what makes no sense is said to be unread. */
export const shownText = ({ language, pages }: Recognition): MessageText => ({
  language: languageTags[language],
  pages: pages.map(shownPage),
});

const shownPage = (page: RecognisedPage): TextPage => {
  switch (page.outcome) {
    case 'blank':
      return { outcome: 'blank', paragraphs: [] };
    case 'failed':
    case 'timed-out':
      return { outcome: 'unread', paragraphs: [] };
    case 'read':
      return page.lines.length > 0 && page.confidence < readable
        ? { outcome: 'unread', paragraphs: [] }
        : { outcome: 'read', paragraphs: paragraphsOf(page.lines) };
  }
};

/** Paragraphs and lines as on the page, but for lines that flow on. */
const paragraphsOf = (lines: readonly RecognisedLine[]): Paragraph[] => {
  const flowsOn = lineFlow(lines);
  const paragraphs: Paragraph[] = [];
  for (const [index, line] of lines.entries()) {
    const flowsHere = index > 0 && flowsOn(index - 1);
    if (paragraphs.length === 0 || (line.paragraph && !flowsHere)) paragraphs.push([]);
    addLine(paragraphs.at(-1) ?? [], line, flowsHere);
  }
  return paragraphs;
};

const addLine = (paragraph: Paragraph, line: RecognisedLine, flowsHere: boolean): void => {
  const last = paragraph.at(-1);
  const isUnread = confidenceOf(line) < readable;
  if (isUnread && last?.kind === 'unread') last.lines += 1;
  else if (isUnread) paragraph.push({ kind: 'unread', lines: 1 });
  else if (flowsHere && last?.kind === 'line') addWords(last.pieces, line);
  else paragraph.push({ kind: 'line', pieces: addWords([], line) });
};

/** Words that are as sure as those before them go into one piece. */
const addWords = (pieces: Piece[], { words }: RecognisedLine): Piece[] => {
  for (const { text, confidence } of words) {
    const isSure = confidence >= sure;
    const last = pieces.at(-1);
    if (last?.sure === isSure) last.text += ` ${text}`;
    else pieces.push({ text, sure: isSure });
  }
  return pieces;
};

/** Mean of the words' confidence, weighted by their length. */
const confidenceOf = ({ words }: RecognisedLine): number => {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const sum = words.reduce((total, { text, confidence }) => total + confidence * text.length, 0);
  return letters === 0 ? 100 : sum / letters;
};
