import {
  degrees,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFObjectParser,
  PDFRawStream,
  PDFRef,
  type PDFContext,
  type PDFObject,
  type PDFPage,
} from 'pdf-lib';

import type { RecognisedLine, Turn } from '../recognition.ts';
import { LayerCharacters } from './layer-characters.ts';
import { LAYER_FONT, layerContent, type LayerPage } from './layer-content.ts';
import { putLayerFont } from './layer-font.ts';
import type { ObjectSink } from './object-sink.ts';

/** What one page of a foreign PDF is to get. */
export interface PageLayer {
  /** From 0. */
  readonly page: number;
  /** Added to the page's own /Rotate, and put into effect for the lines. */
  readonly turn: Turn;
  readonly lines: readonly RecognisedLine[];
}

/**
 * A foreign PDF with text laid invisibly on some of its pages; what else is on them stays as it is.
 * Undefined when it can't be had without harm: the PDF is signed, which any change would break, or
 * it is encrypted, or so damaged that only PDFium reads it.
 */
export async function addTextLayers(
  pdf: Uint8Array,
  layers: readonly PageLayer[],
): Promise<Uint8Array | undefined> {
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    if (isSigned(document)) return undefined;
    addLayers(document, layers);
    return await document.save({ addDefaultPage: false, updateFieldAppearances: false });
  } catch {
    // pdf-lib has no error types, and a damaged file fails anywhere: it stays as it came.
    return undefined;
  }
}

function addLayers(document: PDFDocument, layers: readonly PageLayer[]): void {
  const pages = document.getPages();
  const characters = new LayerCharacters(layers.map(({ lines }) => lines));
  const font = refOf(putLayerFont(sinkOf(document.context), characters));
  for (const layer of layers) {
    const page = pages[layer.page];
    if (page === undefined) throw new RangeError('There are fewer pages than PDFium sees.');
    addLayer(page, layer, characters, font);
  }
}

/** A reference as text has an object's number and generation. */
function refOf(reference: string): PDFRef {
  const [number, generation] = reference.split(' ').map(Number);
  return PDFRef.of(number ?? 0, generation);
}

/** ISO 32000-1 table 219: bit 1 of SigFlags says that there are signatures; table 258: Perms. */
function isSigned({ catalog }: PDFDocument): boolean {
  const flags = catalog
    .lookupMaybe(PDFName.of('AcroForm'), PDFDict)
    ?.lookup(PDFName.of('SigFlags'));
  const signatures = flags instanceof PDFNumber ? flags.asNumber() & 1 : 0;
  return signatures !== 0 || catalog.has(PDFName.of('Perms'));
}

function addLayer(
  page: PDFPage,
  { turn, lines }: PageLayer,
  characters: LayerCharacters,
  font: PDFRef,
): void {
  const shown = shownBox(page);
  const rotate = quarterTurn(page.getRotation().angle + turn);
  if (turn !== 0) page.setRotation(degrees(rotate));
  if (lines.length === 0) return;
  const { node } = page;
  // This also closes what the page's own content left open (`q` … `Q`).
  const name = node.newFontDictionary(LAYER_FONT, font).decodeText();
  const content = layerContent(lines, { ...shown, rotate }, characters, name);
  node.addContentStream(node.context.register(node.context.flateStream(content)));
}

/** What readers show of a page (ISO 32000-1 clause 14.11.2.1): its crop box, within its media box. */
function shownBox(page: PDFPage): Omit<LayerPage, 'rotate'> {
  const [media, crop] = [page.getMediaBox(), page.getCropBox()];
  const left = Math.max(media.x, crop.x);
  const bottom = Math.max(media.y, crop.y);
  const right = Math.min(media.x + media.width, crop.x + crop.width);
  const top = Math.min(media.y + media.height, crop.y + crop.height);
  return { left, bottom, width: right - left, height: top - bottom };
}

/** Readers take the nearest quarter turn; negative ones are anticlockwise. */
const quarterTurn = (angle: number): Turn =>
  // Always one of the four.
  ((((Math.round(angle / 90) * 90) % 360) + 360) % 360) as Turn;

/** Objects of a file that pdf-lib has opened: it reads them as it reads the file's own. */
function sinkOf(context: PDFContext): ObjectSink {
  const parse = (text: string) =>
    PDFObjectParser.forBytes(Buffer.from(text), context).parseObject();
  const register = (object: PDFObject): string => context.register(object).toString();
  return {
    put: (text) => register(parse(text)),
    putStream(entries, bytes) {
      const dictionary = parse(`<<${entries}>>`);
      if (!(dictionary instanceof PDFDict)) throw new TypeError('A stream has a dictionary.');
      return register(PDFRawStream.of(dictionary, bytes));
    },
  };
}
