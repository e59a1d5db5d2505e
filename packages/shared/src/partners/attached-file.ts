/**
 * What base64 (RFC 4648) holds; it may be broken into lines. Undefined for what is none, of which the decoder would
 * leave out what it doesn't know. By decoding, since an expression over 30 MB takes a stack of that size.
 */
export const decodeBase64 = (text: string): Uint8Array | undefined => {
  // the other alphabet, which the decoder takes as well; SDK's schematron wants no space before it
  if (!/^[A-Za-z0-9+/]/.test(text) || /[-_]/.test(text)) return undefined;
  const digits = text.replaceAll(/[ \t\r\n]+/g, '');
  if (digits.length % 4 !== 0) return undefined;
  const padding = digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(digits, 'base64');
  return bytes.byteLength === (digits.length / 4) * 3 - padding ? bytes : undefined;
};

/** By how they begin: Windows, Linux, macOS, Java and scripts. */
const programs = [
  'MZ',
  '\x7fELF',
  '\xcf\xfa\xed\xfe',
  '\xce\xfa\xed\xfe',
  '\xca\xfe\xba\xbe',
  '#!',
];

/** The file by which virus scanners are tried (EICAR). */
const eicar = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

/** Whether a file is a program, whatever it is called. */
export const isProgram = (bytes: Uint8Array): boolean => {
  const beginning = Buffer.from(bytes.subarray(0, 128)).toString('latin1');
  return programs.some((magic) => beginning.startsWith(magic)) || beginning.includes(eicar);
};
