import type { Coding } from '../ccitt/decode-strip.ts';
import type { TiffPage } from './page.ts';
import { COMPRESSION } from './tags.ts';

/** How a page's T.4 or T.6 data are read: as its directory says, or as they prove to be. */
export interface Reading {
  readonly coding: Coding;
  /** The lowest bit of a byte comes first (FillOrder 2). */
  readonly lsbFirst: boolean;
  /** Strips are read on up to the next thing in the file: StripByteCounts says too little. */
  readonly beyondByteCounts: boolean;
}

/** A label of the directory that the data prove wrong. */
export type Correction = 'fill-order' | 'coding' | 'strip-byte-counts';

const T4_TWO_DIMENSIONAL = 1;
const CODINGS: readonly Coding[] = ['g4', 'g3-1d', 'g3-2d', 'mh-aligned'];

/** How a page's data are coded by its directory, if by T.4 or T.6. */
export function codingOf(page: TiffPage): Coding | undefined {
  switch (page.compression) {
    case COMPRESSION.modifiedHuffman:
      return 'mh-aligned';
    case COMPRESSION.t4:
      return (page.t4Options & T4_TWO_DIMENSIONAL) === 0 ? 'g3-1d' : 'g3-2d';
    case COMPRESSION.t6:
      return 'g4';
    default:
      return undefined;
  }
}

/** All other readings than the declared one, the likelier faults first. */
export function otherReadings(page: TiffPage, declared: Reading): Reading[] {
  const others: Reading[] = [];
  if (page.strips.some(({ length, reach }) => reach > length)) {
    others.push({ ...declared, beyondByteCounts: true });
  }
  const { coding, lsbFirst } = declared;
  others.push({ ...declared, lsbFirst: !lsbFirst });
  for (const order of [lsbFirst, !lsbFirst]) {
    for (const other of CODINGS) {
      if (other !== coding) others.push({ ...declared, coding: other, lsbFirst: order });
    }
  }
  return others;
}

/** What the directory says otherwise than a reading. */
export function correctionsOf(declared: Reading, reading: Reading): Correction[] {
  const corrections: Correction[] = [];
  if (reading.lsbFirst !== declared.lsbFirst) corrections.push('fill-order');
  if (reading.coding !== declared.coding) corrections.push('coding');
  if (reading.beyondByteCounts) corrections.push('strip-byte-counts');
  return corrections;
}
