import {
  isArray,
  isDict,
  PdfStream,
  type PdfArray,
  type PdfDict,
  type PdfValue,
} from './pdf-value.ts';

/** Follows references. */
export interface Resolver {
  /** The value, or the object that it refers to; undefined when there is none. */
  resolve(value: PdfValue | undefined): PdfValue | undefined;
}

/** A name's characters, when the entry is one. */
export function nameIn(objects: Resolver, dict: PdfDict, key: string): string | undefined {
  const value = objects.resolve(dict.get(key));
  return typeof value === 'string' ? value : undefined;
}

export function numberIn(objects: Resolver, dict: PdfDict, key: string): number | undefined {
  const value = objects.resolve(dict.get(key));
  return typeof value === 'number' ? value : undefined;
}

export function dictIn(objects: Resolver, dict: PdfDict, key: string): PdfDict | undefined {
  const value = objects.resolve(dict.get(key));
  return isDict(value) ? value : undefined;
}

export function arrayIn(objects: Resolver, dict: PdfDict, key: string): PdfArray | undefined {
  const value = objects.resolve(dict.get(key));
  return isArray(value) ? value : undefined;
}

/** An array's elements, unresolved; a value alone counts as an array of one. */
export function elements(objects: Resolver, value: PdfValue | undefined): PdfArray {
  const resolved = objects.resolve(value);
  if (resolved === undefined || value === undefined) return [];
  return isArray(resolved) ? resolved : [value];
}

/** The dictionary that a value is, or that its stream has. */
export function dictOf(value: PdfValue | undefined): PdfDict | undefined {
  if (value instanceof PdfStream) return value.dict;
  return isDict(value) ? value : undefined;
}
