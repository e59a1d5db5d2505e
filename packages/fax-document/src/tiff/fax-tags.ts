import type { Ifd } from './ifd.ts';
import { TAG } from './tags.ts';

/** What the receiver says of a page's reception (RFC 2301 clause 3.4 and 8, libtiff's tags). */
export interface FaxTags {
  /** CleanFaxData: did the receiver meet damaged lines, and did it mend them by repetition? */
  readonly cleanFaxData?: 'clean' | 'regenerated' | 'unclean';
  readonly badFaxLines?: number;
  readonly consecutiveBadFaxLines?: number;
  /** Class 2 session parameters, packed. */
  readonly faxRecvParams?: number;
  readonly faxSubAddress?: string;
  /** Seconds that the page took. */
  readonly faxRecvTime?: number;
  /** The DCS frame's bytes as hexadecimal text. */
  readonly faxDcs?: string;
  readonly imageDescription?: string;
  readonly software?: string;
  /** As written by the receiver, in its own clock and time zone. */
  readonly dateTime?: string;
}

const CLEANNESS = ['clean', 'regenerated', 'unclean'] as const;

/** The receiver's tags of one directory; absent, empty and impossible values are left out. */
export function readFaxTags(ifd: Ifd): FaxTags {
  const number = (tag: number): number | undefined => {
    const value = ifd.entries.get(tag)?.numbers[0];
    return value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
  };
  const text = (tag: number): string | undefined => ifd.entries.get(tag)?.text.trim() || undefined;
  return withoutUndefined({
    cleanFaxData: CLEANNESS[number(TAG.cleanFaxData) ?? -1],
    badFaxLines: number(TAG.badFaxLines),
    consecutiveBadFaxLines: number(TAG.consecutiveBadFaxLines),
    faxRecvParams: number(TAG.faxRecvParams),
    faxSubAddress: text(TAG.faxSubAddress),
    faxRecvTime: number(TAG.faxRecvTime),
    faxDcs: text(TAG.faxDcs),
    imageDescription: text(TAG.imageDescription),
    software: text(TAG.software),
    dateTime: text(TAG.dateTime),
  });
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(values: T): Present<T> {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  // The entries are those of `values`, less the undefined ones: just what `Present` says.
  return Object.fromEntries(present) as Present<T>;
}

/** Lines that the receiver itself counted as damaged, mended or not. */
export function receiverDamagedLines(tags: FaxTags): number {
  return tags.cleanFaxData === 'clean' ? 0 : (tags.badFaxLines ?? 0);
}

/** Whether a fax receiver wrote the page, so that its habits can be relied on. */
export function isFromReceiver(tags: FaxTags): boolean {
  return /hylafax|spandsp/i.test(tags.software ?? '');
}

const NO_TSI = new Set(['', '<NONE>', '<UNSPECIFIED>']);
/** T.30 gives an identification 20 characters; some receivers escape a few of them. */
const MAX_TSI = 40;

/**
 * The sender's identification: HylaFAX and spandsp write it as ImageDescription's first line. It
 * can be forged by the sender.
 */
export function transmittingStation(tags: FaxTags): string | undefined {
  if (!isFromReceiver(tags)) return undefined;
  const line = (tags.imageDescription ?? '').split(/[\r\n]/, 1)[0] ?? '';
  const tsi = line.replaceAll(/\p{C}/gu, '').trim().slice(0, MAX_TSI);
  return NO_TSI.has(tsi) ? undefined : tsi;
}
