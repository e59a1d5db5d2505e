/** A cell that a spreadsheet would take for a formula, or run as one. */
const looksLikeFormula = /^[=+\-@\t\r]/;

const cellOf = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  // a leading apostrophe is what spreadsheets have for "this is text"
  const text = looksLikeFormula.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * Rows as comma-separated values (RFC 4180) with semicolons between cells, which Swedish and Danish spreadsheets expect.
 * Texts come from outside: none of them is ever a formula.
 */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cellOf).join(';')}\r\n`).join('');
