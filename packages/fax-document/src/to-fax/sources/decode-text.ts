import type { TextEncodingName } from '../fax-raster.ts';

/** Text, and how its bytes were read. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
}

/** Control characters that text files have: tab, line ends, form feed, escape (of printers), DOS's end. */
const USUAL_CONTROLS = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b]);
/** How markup and programs for printers begin: their text is not what they show. */
const MARKUP = /^\s*(?:<!doctype|<html|<\?xml|<svg|\{\\rtf|%!ps)/i;
/** Bytes that are looked at. */
const LOOKED_AT = 64 * 1024;
/** Files with a larger share of other control characters are no text. */
const MOST_CONTROLS = 0.02;

/**
 * Plain text by its byte order mark, as UTF-8 where all of it is, else as Windows-1252, which holds
 * Latin-1. Undefined when the bytes are no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const [b0, b1] = bytes;
  if (b0 === 0xff && b1 === 0xfe) return decode(bytes, 'utf-16le');
  if (b0 === 0xfe && b1 === 0xff) return decode(bytes, 'utf-16be');
  if (bytes.length === 0 || !looksLikeText(bytes.subarray(0, LOOKED_AT))) return undefined;
  if (MARKUP.test(Buffer.from(bytes.subarray(0, 256)).toString('latin1'))) return undefined;
  try {
    return decode(bytes, 'utf-8', true);
  } catch {
    return decode(bytes, 'windows-1252');
  }
}

/** Without the byte order mark. */
const decode = (bytes: Uint8Array, encoding: TextEncodingName, fatal = false): DecodedText => ({
  text: new TextDecoder(encoding, { fatal }).decode(bytes),
  encoding,
});

function looksLikeText(bytes: Uint8Array): boolean {
  let strange = 0;
  for (const byte of bytes) {
    if (byte === 0) return false;
    if (byte < 0x20 && !USUAL_CONTROLS.has(byte)) strange++;
  }
  return strange <= bytes.length * MOST_CONTROLS;
}
