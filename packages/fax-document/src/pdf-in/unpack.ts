import { constants, inflateRawSync, inflateSync } from 'node:zlib';

import { decodePDFRawStream, PDFContext, PDFRawStream } from 'pdf-lib';

import { deflatedBody } from '../deflated-body.ts';
import { PDF_BOUNDS, type Spending } from './bounds.ts';
import { isArray, isDict, type PdfDict, type PdfStream } from './pdf-value.ts';

/** More filters than this on one stream are no document's doing. */
const MAX_FILTERS = 4;
const FLATE = 'FlateDecode';

/**
 * The bytes that a stream of objects packs, as far as they can be had; undefined when it is coded in a
 * way that isn't known here, or holds more than it may.
 */
export function unpack(stream: PdfStream, spending: Spending): Uint8Array | undefined {
  const filters = filtersOf(stream.dict);
  // Predictors (ISO 32000-1 clause 7.4.4.4) are for pictures and cross-reference streams.
  if (filters === undefined || hasParameters(stream.dict) || !spending.mayUnpack) return undefined;
  let bytes: Uint8Array | undefined = stream.bytes;
  for (const filter of filters) {
    bytes = filter === FLATE ? inflate(bytes) : decode(bytes, filter);
    if (bytes === undefined) {
      spending.failed();
      return undefined;
    }
    spending.unpacked(bytes.length);
  }
  return bytes;
}

/** FlateDecode alone, whatever its predictor. */
export function isFlate(dict: PdfDict): boolean {
  const filters = filtersOf(dict);
  return filters?.length === 1 && filters[0] === FLATE;
}

function filtersOf(dict: PdfDict): readonly string[] | undefined {
  const filter = dict.get('Filter') ?? [];
  const all = isArray(filter) ? filter : [filter];
  const names = all.filter((each) => typeof each === 'string');
  return names.length === all.length && names.length <= MAX_FILTERS ? names : undefined;
}

const hasParameters = (dict: PdfDict): boolean => isDict(dict.get('DecodeParms'));

const INFLATING = {
  maxOutputLength: PDF_BOUNDS.unpackedStream,
  finishFlush: constants.Z_SYNC_FLUSH,
} as const;

/** A stream that breaks off gives what it has, and one whose checksum is wrong all of it. */
function inflate(packed: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(packed, INFLATING);
  } catch {
    const body = deflatedBody(packed);
    return body && inflateRaw(body);
  }
}

function inflateRaw(deflated: Uint8Array): Uint8Array | undefined {
  try {
    return inflateRawSync(deflated, INFLATING);
  } catch {
    return undefined;
  }
}

/** The library unpacks these as far as it is asked to (and FlateDecode to its end, so not that). */
function decode(bytes: Uint8Array, filter: string): Uint8Array | undefined {
  const dict = PDFContext.create().obj({ Filter: filter });
  try {
    const most = PDF_BOUNDS.unpackedStream;
    const unpacked = decodePDFRawStream(PDFRawStream.of(dict, bytes)).getBytes(most + 1);
    return unpacked.length > most ? undefined : new Uint8Array(unpacked);
  } catch {
    return undefined;
  }
}
