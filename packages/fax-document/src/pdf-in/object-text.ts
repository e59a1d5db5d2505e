import { PdfString } from './pdf-value.ts';

/** Numbers beyond this are no lengths or coordinates; readers of 32 bits would wrap them. */
const LARGEST = 2 ** 31 - 1;

/** A value without parts as a PDF writes it, one character a byte. */
export function leafText(value: null | boolean | number | string | PdfString): string {
  if (value instanceof PdfString) return value.text;
  if (typeof value === 'string') return nameText(value);
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** ISO 32000-1 clause 7.3.5: what isn't a regular printable character is written by its code. */
export function nameText(name: string): string {
  return `/${name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (character) => {
    return `#${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  })}`;
}

/** No exponents (ISO 32000-1 clause 7.3.3), nor more digits than anybody reads. */
export function numberText(value: number): string {
  const bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
  if (Number.isInteger(bounded)) return bounded.toFixed(0);
  const short = bounded.toFixed(10).replace(/\.?0+$/, '');
  return short === '-0' ? '0' : short;
}
