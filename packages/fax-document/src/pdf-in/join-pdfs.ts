import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import { PdfFile, type ObjectNumber } from '../pdf/pdf-file.ts';
import type { Pdfium } from '../render/pdfium.ts';
import { COPY_FACTOR } from '../render/save-copy.ts';
import { Copier } from './copier.ts';
import { takeInventory } from './inventory.ts';
import { layersOf, layersText, type Layers } from './layers.ts';
import { streamMender } from './mend-stream.ts';
import { planRebuild } from './rebuild.ts';
import { pageNodeText, putPages } from './put-pages.ts';
import { surveyPdf } from './survey.ts';

/** One of several PDFs that are to be one, as `toPdf` gave it. */
export interface PartToJoin {
  readonly pdf: Uint8Array;
  /** What it is called in the outline. */
  readonly title: string;
}

/**
 * The pages of PDFs in their order as one PDF, whose outline says where each begins. What is filled into
 * forms becomes part of its page, since fields of two forms may have one name; layers stay shown or hidden.
 *
 * @throws FaxDocumentError `too-many-pages`, `too-large`, `damaged-beyond-reading`
 */
export async function joinPdfs(
  pdfium: Pdfium,
  parts: readonly PartToJoin[],
  limits: DocumentLimits,
): Promise<Uint8Array> {
  const file = new PdfFile();
  const [root, tree] = [file.reserve(), file.reserve()];
  const pages: ObjectNumber[] = [];
  const chapters: Chapter[] = [];
  const layers: Layers[] = [];
  for (const { pdf, title } of parts) {
    const survey = surveyPdf(withoutForm(pdfium, pdf, limits));
    const plan = planRebuild(survey.objects, limits.maxPages);
    const copier = new Copier(survey.objects, takeInventory(survey).barred, file);
    const own = putPages(file, copier, plan.tree, tree);
    if (plan.catalog) layers.push(layersOf(copier, plan.catalog));
    await copier.copyReferred(streamMender());
    if (own[0] !== undefined) chapters.push({ title, page: own[0] });
    pages.push(...own);
  }
  if (pages.length > limits.maxPages) {
    throw new FaxDocumentError('too-many-pages', `More than ${limits.maxPages} pages.`);
  }
  file.put(tree, pageNodeText(pages));
  const outline = putOutline(file, chapters);
  const shown = '/PageMode/UseOutlines';
  file.put(
    root,
    `<</Type/Catalog/Pages ${tree} 0 R/Outlines ${outline} 0 R${shown}${layersText(layers)}>>`,
  );
  return file.finish(`/Root ${root} 0 R`);
}

/** The document with its fields as parts of their pages, where it has any. */
function withoutForm(pdfium: Pdfium, pdf: Uint8Array, { maxBytes }: DocumentLimits): Uint8Array {
  const document = pdfium.open(pdf);
  try {
    return document.flattened(COPY_FACTOR * maxBytes) ?? pdf;
  } finally {
    document.close();
  }
}

interface Chapter {
  readonly title: string;
  /** Its first page. */
  readonly page: ObjectNumber;
}

/** ISO 32000-1 clause 12.3.3: one item a part, each beside the other. */
function putOutline(file: PdfFile, chapters: readonly Chapter[]): ObjectNumber {
  const outline = file.reserve();
  const items = chapters.map(() => file.reserve());
  const link = (key: string, at: number): string =>
    items[at] === undefined ? '' : `/${key} ${items[at]} 0 R`;
  chapters.forEach(({ title, page }, at) => {
    const beside = link('Prev', at - 1) + link('Next', at + 1);
    file.put(
      items[at]!,
      `<</Title ${textString(title)}/Parent ${outline} 0 R/Dest[${page} 0 R/Fit]${beside}>>`,
    );
  });
  const ends = link('First', 0) + link('Last', items.length - 1);
  file.put(outline, `<</Type/Outlines/Count ${items.length}${ends}>>`);
  return outline;
}

/** UTF-16BE with its mark (ISO 32000-1 clause 7.9.2.2), in hexadecimal: nothing to escape. */
const textString = (text: string): string =>
  `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
