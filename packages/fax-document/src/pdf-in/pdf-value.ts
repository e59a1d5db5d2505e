/**
 * The values of PDF (ISO 32000-1 clause 7.3), as light as JavaScript has them: a document may have
 * millions. A name is a string; a string is kept as the file writes it, since nobody here reads it.
 */
export type PdfValue =
  | null
  | boolean
  | number
  | string
  | PdfString
  | PdfRef
  | PdfArray
  | PdfDict
  | PdfStream;

export type PdfArray = readonly PdfValue[];

/** Keys are names without their slash, one character a byte. */
export type PdfDict = ReadonlyMap<string, PdfValue>;

/** `(…)` or `<…>`, one character a byte. */
export class PdfString {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A reference to an indirect object. Generations are of no use here: the last object of a number counts. */
export class PdfRef {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }
}

export class PdfStream {
  readonly dict: PdfDict;
  /** As they lie in the file, packed. */
  readonly bytes: Uint8Array;

  constructor(dict: PdfDict, bytes: Uint8Array) {
    this.dict = dict;
    this.bytes = bytes;
  }
}

export const isDict = (value: PdfValue | undefined): value is PdfDict => value instanceof Map;

export const isArray = (value: PdfValue | undefined): value is PdfArray => Array.isArray(value);
