/** Share (in percent) of the characters of `truth` that a reading has, by edit distance; white space counts as one space. */
export function characterAccuracy(truth: string, reading: string): number {
  const [expected, found] = [normal(truth), normal(reading)];
  return 100 * (1 - editDistance(expected, found) / expected.length);
}

const normal = (text: string): readonly string[] =>
  Array.from(text.normalize('NFC').replaceAll(/\s+/g, ' ').trim());

/** Levenshtein's: insertions, deletions and substitutions. */
function editDistance(one: readonly string[], other: readonly string[]): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  one.forEach((character, row) => {
    const current = [row + 1];
    other.forEach((candidate, column) => {
      const substitution = previous[column]! + (character === candidate ? 0 : 1);
      current.push(Math.min(substitution, previous[column + 1]! + 1, current[column]! + 1));
    });
    previous = current;
  });
  return previous.at(-1) ?? 0;
}
