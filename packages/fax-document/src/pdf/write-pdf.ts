import { PDFDocument, PDFName, PDFNumber, PDFRawStream, degrees, type PDFContext } from 'pdf-lib';

import type { FaxImage } from './fax-image.ts';
import type { Placement } from './orientation.ts';

/** One page of a PDF to write. */
export interface PdfPage {
  readonly image: FaxImage;
  readonly xDpi: number;
  readonly yDpi: number;
  readonly placement: Placement;
}

const POINTS_PER_INCH = 72;

/**
 * A length in points, a thousandth at most too short: drawn at the page's own resolution it then ends
 * within its last pixel. Poppler gives an image that ends on a pixel's edge one pixel more, and
 * smears all of them.
 */
const points = (pixels: number, dpi: number): number => {
  const thousandths = Math.ceil((pixels * POINTS_PER_INCH * 1000) / dpi) - 1;
  return Number((Math.max(1, thousandths) / 1000).toFixed(3));
};

/**
 * A PDF of fax pages at their physical size. The same pages give the same bytes: no dates, no
 * identifiers, no producer.
 */
export async function writePdf(pages: readonly PdfPage[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  for (const page of pages) addPage(pdf, page);
  return pdf.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
  });
}

function addPage(pdf: PDFDocument, { image, xDpi, yDpi, placement }: PdfPage): void {
  const width = points(image.columns, xDpi);
  const height = points(image.rows, yDpi);
  const page = pdf.addPage([width, height]);
  const { context } = pdf;
  const name = PDFName.of('Fax');
  page.node.setXObject(name, context.register(imageStream(context, image)));
  const [scaleX, moveX] = placement.mirrored ? [-width, width] : [width, 0];
  const content = `q ${scaleX} 0 0 ${height} ${moveX} 0 cm /Fax Do Q`;
  page.node.set(PDFName.of('Contents'), context.register(context.stream(content)));
  if (placement.rotate !== 0) page.setRotation(degrees(placement.rotate));
}

function imageStream(context: PDFContext, image: FaxImage): PDFRawStream {
  const parameters = {
    K: image.k,
    Columns: image.columns,
    Rows: image.rows,
    BlackIs1: image.blackIs1,
    EndOfLine: image.endOfLine,
    EncodedByteAlign: false,
    EndOfBlock: image.endOfBlock,
  };
  const dictionary = context.obj({
    Type: 'XObject',
    Subtype: 'Image',
    Width: image.columns,
    Height: image.rows,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 1,
    Filter: 'CCITTFaxDecode',
    DecodeParms: parameters,
    Length: PDFNumber.of(image.coded.length),
  });
  return PDFRawStream.of(dictionary, image.coded);
}
