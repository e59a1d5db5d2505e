import type { DecodedPage } from '../decode-page.ts';
import type { TiffPage } from '../page.ts';
import { TAG } from '../tags.ts';
import { BilevelCanvas, GreyCanvas } from './canvas.ts';
import type { Decompress } from './decompress.ts';
import { greyRow, paletteOf, type ChannelOf } from './grey-row.ts';
import { pageAreas, type Area, type PageAreas } from './page-areas.ts';
import { ReadLines } from './read-lines.ts';
import { readLevels } from './read-levels.ts';
import { sampleReader } from './read-samples.ts';
import { readSegment, rowOf, type SegmentRows } from './read-segment.ts';
import { readSampleFormat, type SampleFormat } from './sample-format.ts';

/** A page's areas, each with its part of every plane that is needed. */
type ReadArea = (area: Area) => Promise<readonly SegmentRows[]>;

/**
 * Decodes a page of samples (TIFF 6.0): bilevel ones as they are, all others as grey. Of a damaged strip
 * or tile the rows before the fault are kept; the others are white, and lost.
 *
 * @throws FaxDocumentError `unsupported-image`, `too-many-pixels`
 */
export async function decodeSamples(
  bytes: Uint8Array,
  page: TiffPage,
  decompress: Decompress,
  maxPixels: number,
): Promise<DecodedPage> {
  const format = readSampleFormat(page);
  const areas = pageAreas(page, format.planes, maxPixels);
  const read: ReadArea = async (area) => {
    const planes: SegmentRows[] = [];
    for (const segment of area.segments.slice(0, planesNeeded(format))) {
      planes.push(await readSegment(bytes, page, segment, format, area, decompress));
    }
    return planes;
  };
  return isPacked(page, format)
    ? decodeBilevel(page, areas, read, format)
    : decodeGrey(page, areas, read, format);
}

const rowsRead = (planes: readonly SegmentRows[]): number =>
  Math.min(...planes.map(({ height }) => height));

/** Planes up to the last that a pixel's grey is made of. */
function planesNeeded({ planes, meaning, alpha }: SampleFormat): number {
  const colours = meaning === 'rgb' ? 3 : meaning === 'cmyk' ? 4 : 1;
  return Math.min(planes, Math.max(colours, alpha === undefined ? 0 : alpha.sample + 1));
}

/** One bit a pixel, black and white, in areas that begin at bytes. */
const isPacked = (page: TiffPage, { bits, together, planes, meaning, kind }: SampleFormat): boolean =>
  bits === 1 &&
  kind === 'unsigned' &&
  together * planes === 1 &&
  (meaning === 'black-is-zero' || meaning === 'white-is-zero') &&
  (page.tile === undefined || page.tile.width % 8 === 0);

async function decodeBilevel(
  page: TiffPage,
  { areas, height, exact }: PageAreas,
  read: ReadArea,
  { meaning }: SampleFormat,
): Promise<DecodedPage> {
  const canvas = new BilevelCanvas({ width: page.width, height });
  const lines = new ReadLines(height);
  for (const area of areas) {
    const planes = await read(area);
    const rows = rowsRead(planes);
    lines.add(area.y, rows, area.height);
    for (const plane of planes) {
      for (let row = 0; row < rows; row++) {
        canvas.put(area, row, rowOf(plane, row), meaning === 'white-is-zero' ? 0 : 0xff);
      }
    }
  }
  return canvas.page(lines, exact ? height - lines.height : 0);
}

async function decodeGrey(
  page: TiffPage,
  pageAreas: PageAreas,
  read: ReadArea,
  format: SampleFormat,
): Promise<DecodedPage> {
  const { areas, height, exact } = pageAreas;
  const palette = paletteOf(page.ifd.entries.get(TAG.colorMap)?.numbers ?? []);
  const most = await mostOf(pageAreas, read, format);
  const canvas = new GreyCanvas({ width: page.width, height });
  const lines = new ReadLines(height);
  for (const area of areas) {
    const planes = await read(area);
    const rows = rowsRead(planes);
    lines.add(area.y, rows, area.height);
    canvas.lose(area, rows);
    for (let row = 0; row < rows; row++) {
      greyRow(canvas.row(area, row), channelsOf(planes, row, area, format, most), format, palette);
    }
  }
  return canvas.page(lines, exact ? height - lines.height : 0);
}

/** Where a row's samples are: beside each other, or each in its plane. */
function channelsOf(
  planes: readonly SegmentRows[],
  row: number,
  { width }: Area,
  format: SampleFormat,
  most: number,
): ChannelOf {
  const step = format.together;
  const levels = planes.map((plane) =>
    readLevels(rowOf(plane, row), width * step, format, plane.little, most),
  );
  return (sample) =>
    format.planes === 1
      ? { levels: levels[0]!, first: sample, step }
      : { levels: levels[sample]!, first: 0, step };
}

/** Ranges that floating-point samples usually have: the narrowest that holds them all is taken. */
const FLOAT_RANGES = [1, 255, 65_535];

/** The sample that is as light as can be. */
async function mostOf({ areas }: PageAreas, read: ReadArea, format: SampleFormat): Promise<number> {
  if (format.kind !== 'float') return 2 ** format.bits - 1;
  let most = 0;
  for (const area of areas) {
    const planes = await read(area);
    for (const plane of planes) {
      for (let row = 0; row < plane.height; row++) {
        const sample = sampleReader(rowOf(plane, row), format, plane.little);
        for (let at = 0; at < area.width * format.together; at++) most = Math.max(most, sample(at));
      }
    }
  }
  return FLOAT_RANGES.find((range) => most <= range) ?? most;
}
