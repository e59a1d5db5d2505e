import type { RecognisedLine } from '@kuvert/fax-document/recognition';

/**
 * Tells of each line of a page (from 0) whether it flows on into the next: it does where the paper's edge was the reason
 * to break, which shows in that the next word would not have fitted any more and goes on with a small letter or after a
 * sentence. Where that isn't plain, as in addresses, lists and forms, lines stay as they are.
 */
export const lineFlow = (lines: readonly RecognisedLine[]): ((index: number) => boolean) => {
  const edge = rightEdge(lines);
  return (index) => {
    const line = lines[index];
    const next = lines[index + 1];
    const word = next?.words[0];
    if (!line || !next || !word || endsInHyphen(line)) return false;
    if (edge - rightOf(line) >= word.box.width + spaceIn(line)) return false;
    // What was taken for a new paragraph is one, unless it goes on in the middle of a sentence.
    return /^\p{Ll}/u.test(word.text) || (!next.paragraph && endsSentence(line));
  };
};

/** Share of lines that end before it: a header line of the sending machine may run beyond the text. */
const within = 0.9;

/** Where the text of a page ends at the right. */
const rightEdge = (lines: readonly RecognisedLine[]): number => {
  const edges = lines.map(rightOf).toSorted((one, other) => one - other);
  return edges[Math.ceil(edges.length * within) - 1] ?? 0;
};

/** Whether the hyphen belongs to the word nobody knows, so the line ends as it does on the paper. */
const endsInHyphen = (line: RecognisedLine): boolean => lastWord(line).endsWith('-');

const endsSentence = (line: RecognisedLine): boolean => /[.!?]$/.test(lastWord(line));

const lastWord = ({ words }: RecognisedLine): string => words.at(-1)?.text ?? '';

const rightOf = ({ words }: RecognisedLine): number =>
  Math.max(0, ...words.map(({ box }) => box.x + box.width));

/** A space is about as wide as a letter. */
const spaceIn = ({ words }: RecognisedLine): number => {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { box }) => sum + box.width, 0) / Math.max(1, letters);
};
