import { setTimeout as pause } from 'node:timers/promises';

/** How a partner's system misbehaves when it sends: `lost` is an answer that never came to it. */
export type SendingFault = 'slow' | 'cut' | 'lost' | 'twice';
/** And when it fetches. */
export type FetchingFault = 'slow' | 'cut';
/** And when it says that it has a message: `lost` is an answer that never came to it. */
export type DeletingFault = 'lost' | 'twice';

/** What a partner's system does wrong, once each: for the gateway to put up with. */
export interface PartnerFaults {
  readonly send?: SendingFault;
  readonly fetch?: FetchingFault;
  readonly delete?: DeletingFault;
}

/** The line broke off, as far as the system knows; whether it was heard is for the gateway to know. */
export class LineLostError extends Error {
  constructor(when: string) {
    super(`the line broke off ${when}`);
  }
}

const pieces = 10;

const inPieces = (bytes: Uint8Array): readonly Uint8Array[] => {
  const size = Math.ceil(bytes.length / pieces);
  return Array.from({ length: pieces }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
};

/** A body that comes piece by piece, with a pause after each. */
export const slowly = (text: string, paceMs: number): ReadableStream<Uint8Array> =>
  ReadableStream.from(
    (async function* () {
      for (const piece of inPieces(Buffer.from(text))) {
        yield piece;
        await pause(paceMs);
      }
    })(),
  );

/** A body whose second half never comes: the connection ends in the middle. */
export const brokenOff = (text: string): ReadableStream<Uint8Array> =>
  ReadableStream.from(
    (async function* () {
      yield* inPieces(Buffer.from(text)).slice(0, pieces / 2);
      throw new LineLostError('in the middle of what was sent');
    })(),
  );

/** An answer, read as badly as told. @throws LineLostError where it is cut */
export const readBadly = async (
  { body }: Response,
  fault: FetchingFault,
  paceMs: number,
): Promise<string> => {
  const read: Uint8Array[] = [];
  for await (const piece of body ?? []) {
    if (fault === 'cut') throw new LineLostError('in the middle of the answer');
    read.push(piece);
    await pause(paceMs);
  }
  return Buffer.concat(read).toString();
};
