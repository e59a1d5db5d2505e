import { streamText, writeRaw } from './raw-pdf.ts';

/** A tile-part's header (ISO 15444-1 clause A.4.2, SOT and SOD): its tile, its number, how many there are or 0. */
const tilePart = (tile: number, part: number, of: number, data: string): string => {
  const byte = (value: number): string => value.toString(16).padStart(2, '0');
  const length = (12 + 2 + data.length / 2).toString(16).padStart(8, '0');
  return `ff90000a00${byte(tile)}${length}${byte(part)}${byte(of)}ff93${data}`;
};

/** Two tiles of 64 by 64, of which a table (TLM, clause A.7.1) says that they have a part each; the first has four. */
const PICTURE = [
  'ff4fff510029000000000080000000400000000000000000000000400000004000000000000000000001070101',
  'ff52000c00000001000004040001', // COD
  'ff5c00044040', // QCD
  'ff55000c00400000010000000100', // TLM
  tilePart(0, 0, 0, 'df8050115054afff7fe989607f'),
  ...[1, 2, 3].map((part) => tilePart(0, part, 0, '')),
  tilePart(1, 0, 1, 'df8050115054afff7fe989607f'),
  'ffd9',
].join('');

/** A page with a JPEG 2000 picture over which PDFium stops when it is drawn as large as it is. */
export const trappingPdf = (): Buffer =>
  writeRaw({
    objects: {
      1: '<</Type/Catalog/Pages 2 0 R>>',
      2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 128 64]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>',
      4: streamText('q 128 0 0 64 0 0 cm /I Do Q'),
      5: streamText(
        Buffer.from(PICTURE, 'hex').toString('latin1'),
        '/Type/XObject/Subtype/Image/Width 128/Height 64/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/JPXDecode',
      ),
    },
  });
