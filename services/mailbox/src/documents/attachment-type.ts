import type { Attachment } from '#api';

type MediaType = Attachment['mediaType'];

/** How many bytes decide. */
const headBytes = 4096;

const magics: readonly (readonly [MediaType, readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  // TIFF and BigTIFF, both byte orders
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['image/tiff', [0x49, 0x49, 0x2b, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2b]],
];

/**
 * What an attachment is by its own first bytes, whatever it is called; undefined for what can't be faxed. Whether it is
 * sound is found out where it is parsed: in a process that can be killed.
 */
export const attachmentTypeOf = (bytes: Uint8Array): MediaType | undefined => {
  const head = bytes.subarray(0, headBytes);
  const known = magics.find(([, magic]) => magic.every((byte, index) => head[index] === byte));
  if (known) return known[0];
  // a PDF may have some bytes before its header (ISO 32000-1, annex H 3.4.1)
  if (Buffer.from(head.subarray(0, 1024)).includes('%PDF-')) return 'application/pdf';
  return isText(head) ? 'text/plain' : undefined;
};

const isText = (head: Uint8Array): boolean => {
  const [first, second] = head;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return utf16 || head.every((byte) => byte >= 0x20 || isSpace(byte));
};

/** Tab, line feed, form feed, carriage return. */
const isSpace = (byte: number): boolean =>
  byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d;
