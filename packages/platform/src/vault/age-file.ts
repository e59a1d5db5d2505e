/** An age file in two parts; one after the other they are the file. */
export interface AgeFileParts {
  readonly header: Uint8Array;
  readonly payload: Uint8Array;
}

const newline = 0x0a;
/** The line that ends a header begins so; no other line can (C2SP age, "Header"). */
const macLineStart = Buffer.from('\n--- ');

/**
 * Cuts an age file after the header's MAC line. Copies both parts, so that keeping one doesn't keep the other in memory.
 * @throws Error when there is no MAC line: not an age file.
 */
export const splitAgeFile = (file: Uint8Array): AgeFileParts => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const macLine = bytes.indexOf(macLineStart);
  const end = macLine < 0 ? -1 : bytes.indexOf(newline, macLine + macLineStart.length);
  if (end < 0) throw new Error('not an age file: no MAC line');
  return {
    header: new Uint8Array(file.subarray(0, end + 1)),
    payload: new Uint8Array(file.subarray(end + 1)),
  };
};

/** The plain age file, as any age tool reads it. */
export const joinAgeFile = ({ header, payload }: AgeFileParts): Uint8Array =>
  Buffer.concat([header, payload]);
