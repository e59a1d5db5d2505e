import { setTimeout as pause } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';

import type { OrderDialect, OutgoingFax } from './outgoing.ts';

/** How status callbacks go out. */
export type Telling = 'in-order' | 'doubled' | 'reversed' | 'never';

export interface DialOptions {
  readonly dialect: Pick<OrderDialect, 'tell'>;
  /** Between two steps of a call, in milliseconds. */
  readonly paceMs: number;
  readonly telling: Telling;
  readonly signal: AbortSignal;
}

/** Fetches the document, calls, and tells how it went. */
export const dial = async (fax: OutgoingFax, options: DialOptions): Promise<void> => {
  const said: string[] = [];
  const tell = async (): Promise<void> => {
    said.push(fax.status);
    if (options.telling === 'in-order') await callBack(fax, options.dialect, fax.status);
    if (options.telling === 'doubled')
      for (const status of [fax.status, ...said]) await callBack(fax, options.dialect, status);
  };
  await pause(options.paceMs, undefined, { signal: options.signal });
  fax.status = 'processing';
  await tell();
  if (await fetchMedia(fax, options.signal)) {
    await pause(options.paceMs, undefined, { signal: options.signal });
    fax.status = 'sending';
    await tell();
    const { end } = fax.script;
    if (end === 'never') return;
    await pause(options.paceMs, undefined, { signal: options.signal });
    endCall(fax, end);
  }
  await tell();
  if (options.telling === 'reversed')
    for (const status of said.toReversed()) await callBack(fax, options.dialect, status);
};

const endCall = (fax: OutgoingFax, end: Exclude<OutgoingFax['script']['end'], 'never'>): void => {
  fax.status = end.status;
  if (end.status === 'delivered') fax.pages = pagesOf(fax.media ?? new Uint8Array());
  if (end.status !== 'failed') return;
  fax.error = { code: end.code, message: end.message };
  fax.pages = end.pages;
};

/** False when there is nothing to fetch: the call is not made. */
const fetchMedia = async (fax: OutgoingFax, signal: AbortSignal): Promise<boolean> => {
  try {
    const response = await fetch(fax.mediaUrl, { signal });
    if (!response.ok) throw new Error(`the media link answered ${response.status}`);
    fax.media = new Uint8Array(await response.arrayBuffer());
    return true;
  } catch {
    fax.status = 'failed';
    fax.error = { code: '', message: 'The media could not be fetched' };
    return false;
  }
};

/** Of a PDF, whether its page objects are packed or not. */
const pagesOf = (pdf: Uint8Array): number => {
  const file = Buffer.from(pdf).toString('latin1');
  const packed = [...file.matchAll(/\/ObjStm[^]*?stream\r?\n([^]*?)\r?\nendstream/g)];
  const unpacked = packed.map(([, bytes = '']) => inflated(Buffer.from(bytes, 'latin1')));
  return [file, ...unpacked].join('\n').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
};

const inflated = (bytes: Uint8Array): string => {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    // it isn't packed: then it stands in the file
    return '';
  }
};

/** Tells one status; a house that doesn't listen isn't told again. */
export const callBack = async (
  fax: OutgoingFax,
  dialect: Pick<OrderDialect, 'tell'>,
  status: string,
): Promise<number | undefined> => {
  if (fax.statusCallback === undefined) return undefined;
  try {
    const response = await dialect.tell(fax, status, fax.statusCallback);
    await response?.body?.cancel();
    return response?.status;
  } catch {
    return undefined;
  }
};
