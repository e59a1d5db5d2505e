import { rowBytes } from '../../ccitt/row-sink.ts';
import type { Paper } from '../page/paper.ts';
import type { RasterPage } from './open-source.ts';

/** A page that can't be read keeps its place, white, with all its lines missing. */
export function blankPage({ columns, rows }: Paper): RasterPage {
  return {
    width: columns,
    height: rows,
    rows: new Uint8Array(rowBytes(columns) * rows),
    scale: 1,
    turned: false,
    ownPixels: false,
    halftoned: 0,
    damagedLines: 0,
    missingLines: rows,
    read: false,
  };
}
