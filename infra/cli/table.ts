/** Rows as lines with aligned columns, the heading first; one line that says so when there are none. */
export const tableLines = (
  heading: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): readonly string[] => {
  if (rows.length === 0) return ['none'];
  const texts = [heading, ...rows.map((row) => row.map((cell) => String(cell ?? '–')))];
  const widths = heading.map((_, column) =>
    Math.max(...texts.map((row) => row[column]?.length ?? 0)),
  );
  return texts.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};
