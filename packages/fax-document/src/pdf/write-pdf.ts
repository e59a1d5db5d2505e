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
 * The page ends within its last pixel, and the image lies a hair (0.35 µm) inside of the page. Readers
 * that draw at the page's own resolution give an image that reaches a pixel's edge, or by rounding
 * passes it, one pixel more (poppler the one, PDFium the other) and smear all of them.
 */
const HAIR = 0.001;

/** A length in points: thousandths, just short of the exact one. */
const points = (pixels: number, dpi: number): number =>
  (Math.ceil((pixels * POINTS_PER_INCH) / dpi / HAIR) - 1) * HAIR;

const decimal = (value: number): string => value.toFixed(3);

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
  // A page of one pixel still needs room for the hairs.
  const width = Math.max(10 * HAIR, points(image.columns, xDpi));
  const height = Math.max(10 * HAIR, points(image.rows, yDpi));
  const page = pdf.addPage([Number(decimal(width)), Number(decimal(height))]);
  const { context } = pdf;
  const name = PDFName.of('Fax');
  page.node.setXObject(name, context.register(imageStream(context, image)));
  const scale = [width - 2 * HAIR, height - 2 * HAIR] as const;
  const [scaleX, moveX] = placement.mirrored ? [-scale[0], width - HAIR] : [scale[0], HAIR];
  const matrix = [scaleX, 0, 0, scale[1], moveX, HAIR].map(decimal).join(' ');
  const content = context.stream(`q ${matrix} cm /Fax Do Q`);
  page.node.set(PDFName.of('Contents'), context.register(content));
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
