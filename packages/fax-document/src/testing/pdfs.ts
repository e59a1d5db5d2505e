import {
  degrees,
  grayscale,
  PDFDocument,
  PDFHexString,
  PDFName,
  rgb,
  StandardFonts,
  type PDFPage,
  type PDFRef,
} from 'pdf-lib';

/** A PDF with empty pages of these sizes (points). */
export async function emptyPdf(...sizes: [number, number][]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  for (const size of sizes) pdf.addPage(size);
  return pdf.save({ addDefaultPage: false });
}

/** A page of 100 × 50 points, its left half red. */
export async function redPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.addPage([100, 50]).drawRectangle({ x: 0, y: 0, width: 50, height: 50, color: rgb(1, 0, 0) });
  return pdf.save();
}

/** A page that takes minutes to draw in a picture 3000 pixels wide: it is filled again and again. */
export async function endlessPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const { context } = pdf;
  const fill = context.flateStream('0 0 600 800 re f\n'.repeat(50_000));
  pdf.addPage([600, 800]).node.set(PDFName.of('Contents'), context.register(fill));
  return pdf.save();
}

/**
 * A page that takes gigabytes to load: form objects that draw the next one ten times each, as deep
 * as `levels`. Small and valid.
 */
export async function hungryPdf(levels = 10): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const { context } = pdf;
  const form = (content: string, resources: Record<string, PDFRef>) =>
    context.register(
      context.stream(content, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 600, 800],
        Resources: context.obj({ XObject: resources }),
      }),
    );
  let next = form('0 0 600 800 re f', {});
  for (let level = 0; level < levels; level++) next = form('/X Do '.repeat(10), { X: next });
  const page = pdf.addPage([600, 800]);
  page.node.setXObject(PDFName.of('X'), next);
  page.node.set(PDFName.of('Contents'), context.register(context.stream('/X Do')));
  return pdf.save();
}

/** A PDF whose encryption dictionary fits no password, or names a handler that nobody has. */
export async function encryptedPdf(handler: 'Standard' | 'Unheard'): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.addPage([100, 100]);
  const { context } = pdf;
  const bytes = (length: number) => PDFHexString.of('5a'.repeat(length));
  // ISO 32000-1 tables 20 and 21: 40-bit RC4; O and U are 32 bytes each.
  const dictionary = { Filter: handler, V: 1, R: 2, O: bytes(32), U: bytes(32), P: -4 };
  context.trailerInfo.Encrypt = context.register(context.obj(dictionary));
  context.trailerInfo.ID = context.obj([bytes(16), bytes(16)]);
  return pdf.save({ useObjectStreams: false });
}

/** A page of this size (points) with a black frame of 20 points along its edges. */
export async function framedPdf(
  size: [number, number],
  change: (page: PDFPage) => void = () => undefined,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const page = pdf.addPage(size);
  const [width, height] = size;
  page.drawRectangle({ x: 0, y: 0, width, height, color: rgb(0, 0, 0) });
  const inner = { width: width - 40, height: height - 40 };
  page.drawRectangle({ x: 20, y: 20, ...inner, color: rgb(1, 1, 1) });
  change(page);
  return pdf.save();
}

export const turn = (page: PDFPage, angle: number): void => page.setRotation(degrees(angle));

/** Pages of A4 with text of 8 to 12 points. */
export async function textPdf(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  const text = 'Remiss till ortopedmottagningen. Röntgen visar måttlig artros i höger knä. ';
  for (let page = 0; page < pages; page++) {
    const size = 8 + (page % 5);
    const place = { x: 57, y: 770, maxWidth: 480, lineHeight: size * 1.3 };
    pdf.addPage([595.28, 841.89]).drawText(text.repeat(60), { ...place, font, size });
  }
  return pdf.save();
}

/** An A4 page with a box of this grey (0 black, 1 white), 100 by 100 points, in its upper left corner. */
export async function greyBoxPdf(grey: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const page = pdf.addPage([595.28, 841.89]);
  page.drawRectangle({ x: 0, y: 741.89, width: 100, height: 100, color: grayscale(grey) });
  return pdf.save();
}
