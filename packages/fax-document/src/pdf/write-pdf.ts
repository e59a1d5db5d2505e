import { deflateSync } from 'node:zlib';

import type { FaxImage, PageImage } from './fax-image.ts';
import { pdfDate } from './document-time.ts';
import { greyProfile } from './grey-profile.ts';
import type { Placement } from './orientation.ts';
import { PdfFile, type ObjectNumber } from './pdf-file.ts';
import type { RecognisedPage, Turn } from '../recognition.ts';
import { LayerCharacters } from '../text-layer/layer-characters.ts';
import { LAYER_FONT, layerContent } from '../text-layer/layer-content.ts';
import { putLayerFont } from '../text-layer/layer-font.ts';
import { CREATOR_TOOL, xmpPacket, type DocumentInfo } from './xmp.ts';

/** One page of a PDF to write. */
export interface PdfPage {
  readonly image: PageImage;
  readonly xDpi: number;
  readonly yDpi: number;
  readonly placement: Placement;
  /** The page's recognised text, where there is any. */
  readonly text?: Pick<RecognisedPage, 'turn' | 'lines'> | undefined;
}

const POINTS_PER_INCH = 72;

/**
 * The page ends within its last pixel, and the image lies a hair (0.35 µm) inside of the page. Readers
 * that draw at the page's own resolution give an image that reaches a pixel's edge, or by rounding
 * passes it, one pixel more (poppler the one, PDFium the other) and smear all of them.
 */
const HAIR = 0.001;

/** ISO 19005-2 clause 6.1.13: the sides of a page's boxes in points. */
const PDFA_SIDE = { least: 3, most: 14_400 } as const;

/** A length in points: thousandths, just short of the exact one. A page of one pixel has room for the hairs. */
const points = (pixels: number, dpi: number): number =>
  Math.max(10 * HAIR, (Math.ceil((pixels * POINTS_PER_INCH) / dpi / HAIR) - 1) * HAIR);

const widthOf = ({ image, xDpi }: PdfPage): number => points(image.columns, xDpi);
const heightOf = ({ image, yDpi }: PdfPage): number => points(image.rows, yDpi);

/** No exponents: ISO 32000-1 clause 7.3.3. */
const decimal = (value: number): string => value.toFixed(3);

/** Whether PDF/A has pages of this size: from one millimetre to five metres. */
export function fitsPdfA(page: PdfPage): boolean {
  return [widthOf(page), heightOf(page)].every(
    (side) => side >= PDFA_SIDE.least && side <= PDFA_SIDE.most,
  );
}

const GREY_PROFILE = deflateSync(greyProfile());

/**
 * A PDF of fax pages at their physical size, their text invisibly on them, by ISO 19005-2 (PDF/A-2) at
 * the level that `info.pdfA` says. The same pages and info give the same bytes.
 */
export function writePdf(pages: readonly PdfPage[], info: DocumentInfo): Uint8Array {
  const file = new PdfFile();
  const [root, tree, properties] = [file.reserve(), file.reserve(), file.reserve()];
  const shared = { tree, layer: putLayer(file, pages), drawings: new Map<string, ObjectNumber>() };
  const kids = pages.map((page) => putPage(file, page, shared));
  file.put(root, catalog(file, tree, info));
  file.put(tree, `<</Type/Pages/Kids[${kids.map(reference).join(' ')}]/Count ${kids.length}>>`);
  file.put(properties, infoDictionary(info));
  const id = `/ID[<${info.documentId}><${info.instanceId}>]`;
  return file.finish(`/Root ${reference(root)}/Info ${reference(properties)}${id}`);
}

const reference = (number: ObjectNumber): string => `${number} 0 R`;

/** DeviceGray needs an output intent of any colour space (ISO 19005-2 clause 6.2.4.3); ours is grey. */
function catalog(file: PdfFile, tree: ObjectNumber, info: DocumentInfo): string {
  const metadata = file.reserve();
  file.putStream(metadata, '/Type/Metadata/Subtype/XML', xmpPacket(info));
  const profile = file.reserve();
  file.putStream(profile, '/N 1/Filter/FlateDecode', GREY_PROFILE);
  const condition = '/OutputConditionIdentifier(Custom)/Info(Grey, gamma 2.2)';
  const destination = `${condition}/DestOutputProfile ${reference(profile)}`;
  const intent = `<</Type/OutputIntent/S/GTS_PDFA1${destination}>>`;
  const language = info.language === undefined ? '' : `/Lang(${info.language})`;
  const tops = `/Pages ${reference(tree)}/Metadata ${reference(metadata)}`;
  return `<</Type/Catalog${tops}/OutputIntents[${intent}]${language}>>`;
}

/** ISO 32000-1 clause 14.3.3; the XMP packet says the same. */
function infoDictionary({ title, time }: DocumentInfo): string {
  const date = time === undefined ? '' : `/CreationDate(${pdfDate(time)})`;
  return `<</Title${textString(title)}/Creator(${CREATOR_TOOL})${date}>>`;
}

/** What stands for itself in a literal string and has the same code in PDFDocEncoding: of ASCII, no brackets. */
const PLAIN_TEXT = /^[\u0020-\u0027\u002A-\u005B\u005D-\u007E]*$/;

/** ISO 32000-1 clause 7.9.2.2: as it is where it may be, else UTF-16 in hexadecimal digits. */
const textString = (text: string): string =>
  PLAIN_TEXT.test(text)
    ? `(${text})`
    : `<${Buffer.from(`\uFEFF${text}`, 'utf16le').swap16().toString('hex')}>`;

/** What pages share. */
interface Shared {
  readonly tree: ObjectNumber;
  readonly layer: Layer | undefined;
  /** Contents that show the image alone: those of pages of one size are the same. */
  readonly drawings: Map<string, ObjectNumber>;
}

/** What pages with text share. */
interface Layer {
  readonly characters: LayerCharacters;
  /** A reference. */
  readonly font: string;
}

/** Whether a page has text to be searched. */
export const hasText = ({ text }: PdfPage): boolean => text !== undefined && text.lines.length > 0;

function putLayer(file: PdfFile, pages: readonly PdfPage[]): Layer | undefined {
  if (!pages.some(hasText)) return undefined;
  const characters = new LayerCharacters(pages.map(({ text }) => text?.lines ?? []));
  const put = (text: string): string => reference(file.append(text));
  const putStream = (entries: string, bytes: Uint8Array): string =>
    reference(file.appendStream(entries, bytes));
  return { characters, font: putLayerFont({ put, putStream }, characters) };
}

function putPage(file: PdfFile, page: PdfPage, { tree, layer, drawings }: Shared): ObjectNumber {
  const [width, height] = [widthOf(page), heightOf(page)];
  const rotate = turnOf(page);
  const image = putImage(file, page.image);
  const text = layer !== undefined && hasText(page) ? layer : undefined;
  const content = putContent(file, page, drawings, text?.characters);
  const box = `/MediaBox[0 0 ${decimal(width)} ${decimal(height)}]`;
  const font = text === undefined ? '' : `/Font<</${LAYER_FONT} ${text.font}>>`;
  const resources = `/Resources<</XObject<</Fax ${reference(image)}>>${font}>>`;
  const turned = rotate === 0 ? '' : `/Rotate ${rotate}`;
  const parts = `/Parent ${reference(tree)}${box}${resources}/Contents ${reference(content)}`;
  return file.append(`<</Type/Page${parts}${turned}>>`);
}

/** By the directory's word, and by what its text asks for. */
const turnOf = ({ placement, text }: PdfPage): Turn =>
  // Both are quarter turns, so the sum is one.
  ((placement.rotate + (text?.turn ?? 0)) % 360) as Turn;

/** The image alone as it is; with text deflated. */
function putContent(
  file: PdfFile,
  page: PdfPage,
  drawings: Shared['drawings'],
  characters: LayerCharacters | undefined,
): ObjectNumber {
  const [width, height] = [widthOf(page), heightOf(page)];
  const scale = [width - 2 * HAIR, height - 2 * HAIR] as const;
  const [scaleX, moveX] = page.placement.mirrored ? [-scale[0], width - HAIR] : [scale[0], HAIR];
  const matrix = [scaleX, 0, 0, scale[1], moveX, HAIR].map(decimal).join(' ');
  const image = `${matrix} cm /Fax Do`;
  if (characters === undefined) {
    const drawing = drawings.get(image) ?? file.appendStream('', Buffer.from(image));
    drawings.set(image, drawing);
    return drawing;
  }
  const stored = { left: 0, bottom: 0, width, height, rotate: turnOf(page) };
  const text = layerContent(page.text?.lines ?? [], stored, characters);
  const content = Buffer.from(`q ${image} Q\n${text}`);
  return file.appendStream('/Filter/FlateDecode', deflateSync(content));
}

function putImage(file: PdfFile, image: PageImage): ObjectNumber {
  const { columns, rows } = image;
  const grey = 'deflated' in image;
  const raster = `/Width ${columns}/Height ${rows}/ColorSpace/DeviceGray`;
  const coding = grey ? '/BitsPerComponent 8/Filter/FlateDecode' : faxCoding(image);
  const number = file.reserve();
  const data = grey ? image.deflated : image.coded;
  file.putStream(number, `/Subtype/Image${raster}${coding}`, data);
  return number;
}

/** ISO 32000-1 table 11; entries that have their default value are left out. */
function faxCoding(image: FaxImage): string {
  const { k, columns, rows } = image;
  const flags = [
    image.blackIs1 ? '/BlackIs1 true' : '',
    image.endOfLine ? '/EndOfLine true' : '',
    image.endOfBlock ? '' : '/EndOfBlock false',
  ].join('');
  const parameters = `<</K ${k}/Columns ${columns}/Rows ${rows}${flags}>>`;
  return `/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms${parameters}`;
}
