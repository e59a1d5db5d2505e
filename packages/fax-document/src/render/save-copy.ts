import { FaxDocumentError } from '../errors.ts';
import { withMemory, type PdfiumFunctions } from './pdfium-functions.ts';

/** PDFium's copy has no object streams, so it is larger, but not by any factor. */
export const COPY_FACTOR = 12;

/** FPDF_NO_INCREMENTAL and FPDF_REMOVE_SECURITY (public/fpdf_save.h); their combination is the latter. */
const FLAG_REMOVE_SECURITY = 3;
/** FPDF_FILEWRITE: its version, and the function that takes the bytes. */
const FILE_WRITE_BYTES = 8;
const FILE_WRITE_VERSION = 1;

/** Node has it, and its types leave it to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
};

/**
 * A module of one function (i32, i32, i32) → i32 that calls the one it imports: a table of functions
 * takes none of JavaScript's own.
 */
const TRAMPOLINE = new WebAssembly.Module(
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
    ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7f, 0x7f, 0x7f, 0x01, 0x7f], // its type
    ...[0x02, 0x07, 0x01, 0x01, 0x65, 0x01, 0x66, 0x00, 0x00], // import "e" "f"
    ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00], // export "f"
  ]),
);
/** The null pointer's entry: the only one that is free in a table that can't grow. */
const FREE_ENTRY = 0;

/**
 * The open document written anew by PDFium: what its trailer leads to, decrypted, with a cross-reference
 * that is right.
 *
 * @throws FaxDocumentError `damaged-beyond-reading`; `too-large` when there are more than `maxBytes`
 */
export function saveCopy(
  functions: PdfiumFunctions,
  document: number,
  maxBytes: number,
): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const write = (_file: number, data: number, size: number): number => {
    length += size;
    if (length > maxBytes) return 0;
    chunks.push(functions.HEAPU8.slice(data, data + size));
    return 1;
  };
  const table = functions.wasmExports.__indirect_function_table;
  table.set(FREE_ENTRY, new WebAssembly.Instance(TRAMPOLINE, { e: { f: write } }).exports['f']);
  try {
    const saved = withMemory(functions, FILE_WRITE_BYTES, (pointer, view) => {
      view().setInt32(0, FILE_WRITE_VERSION, true);
      view().setInt32(4, FREE_ENTRY, true);
      return functions._FPDF_SaveAsCopy(document, pointer, FLAG_REMOVE_SECURITY);
    });
    if (length > maxBytes) throw new FaxDocumentError('too-large', `More than ${maxBytes} bytes.`);
    if (saved === 0) {
      throw new FaxDocumentError('damaged-beyond-reading', 'The PDF can’t be written anew.');
    }
  } finally {
    table.set(FREE_ENTRY, null);
  }
  return Buffer.concat(chunks, length);
}
