import { FaxDocumentError } from '../errors.ts';
import type { DocumentLimits } from '../limits.ts';
import type { PdfIntake } from '../pdf-intake.ts';
import type { OpenPdf, Pdfium } from '../render/pdfium.ts';
import { COPY_FACTOR } from '../render/save-copy.ts';
import { hasSecurityHandler, trailerSaysEncrypted } from './encryption.ts';
import { isActive, listRemoved, takeInventory, type Inventory } from './inventory.ts';
import { streamMender } from './mend-stream.ts';
import { planRebuild, rebuild, type Plan } from './rebuild.ts';
import { surveyPdf, type Survey } from './survey.ts';

/** A PDF in which nothing acts, and what was done to make it so. */
export interface TakenPdf {
  /** The bytes that came where they are sound and nothing in them acts, else a document written anew. */
  readonly pdf: Uint8Array;
  readonly intake: PdfIntake;
  readonly truncated: boolean;
}

/** Something that a document's pages can be had from. */
interface Source {
  readonly survey: Survey;
  readonly inventory: Inventory;
  readonly plan: Plan;
}

/**
 * Takes a received PDF: opened by PDFium, repaired where it is broken, and without what acts.
 *
 * @throws FaxDocumentError `encrypted-pdf`, `damaged-beyond-reading`, `no-pages`, `too-many-pages`,
 * `too-complex`
 */
export async function takePdf(
  pdfium: Pdfium,
  bytes: Uint8Array,
  limits: DocumentLimits,
): Promise<TakenPdf> {
  const survey = surveyPdf(bytes);
  const document = openIfPossible(pdfium, bytes);
  try {
    refuseLocked(document, survey);
    const received = sourceOf(survey, limits);
    if (document === undefined) return await writeAnew(received, undefined, received);
    const sound = isSound(document, received);
    if (sound && !isActive(received.inventory)) return { pdf: bytes, ...WHOLE };
    if (sound && survey.unambiguous) return await writeAnew(received, document, received);
    const copy = sourceOf(surveyPdf(document.saveCopy(COPY_FACTOR * limits.maxBytes)), limits);
    return await writeAnew(received, document, better(copy, received, document));
  } finally {
    document?.close();
  }
}

const WHOLE = {
  intake: { removed: [], decrypted: false, repaired: false, missingPages: 0 },
  truncated: false,
} as const;

/** @throws FaxDocumentError `encrypted-pdf` */
function openIfPossible(pdfium: Pdfium, bytes: Uint8Array): OpenPdf | undefined {
  try {
    return pdfium.open(bytes);
  } catch (error) {
    if (error instanceof FaxDocumentError && error.code === 'damaged-beyond-reading')
      return undefined;
    throw error;
  }
}

/** A file that says that it is encrypted, and that PDFium doesn't decrypt, holds nothing to be read. */
function refuseLocked(document: OpenPdf | undefined, survey: Survey): void {
  if (document?.encrypted === true) return;
  const broken = document?.crossReferenceValid !== true;
  if (trailerSaysEncrypted(survey) || (broken && hasSecurityHandler(survey))) {
    throw new FaxDocumentError('encrypted-pdf', 'The PDF is encrypted, and its key is lost.');
  }
}

function sourceOf(survey: Survey, { maxPages }: DocumentLimits): Source {
  const plan = planRebuild(survey.objects, maxPages);
  return { survey, inventory: takeInventory(survey), plan };
}

/** What PDFium and the file's bytes say of it agrees, and leaves nothing to repair. */
function isSound(document: OpenPdf, { survey, plan }: Source): boolean {
  const { pages, exact } = plan.tree;
  return (
    document.crossReferenceValid &&
    survey.tablesRight &&
    !document.encrypted &&
    survey.regular &&
    survey.ends &&
    exact &&
    pages.length > 0 &&
    pages.length === document.pageCount
  );
}

/** PDFium's copy has everything in its place, unless it lost pages that the file still has. */
function better(copy: Source, received: Source, { encrypted }: OpenPdf): Source {
  const more = received.plan.tree.pages.length > copy.plan.tree.pages.length;
  return more && !encrypted ? received : copy;
}

async function writeAnew(
  received: Source,
  document: OpenPdf | undefined,
  source: Source,
): Promise<TakenPdf> {
  const { survey, inventory, plan } = source;
  const { objectsWhole, tablesRight, ends } = received.survey;
  const { pages, missing, empty } = plan.tree;
  // An encrypted file's own tree may lie in streams that only PDFium unpacks.
  const { exact } = (document?.encrypted === true ? source : received).plan.tree;
  if (pages.length === 0) throw pageless(empty);
  const referenced = document?.crossReferenceValid === true && tablesRight;
  return {
    pdf: await rebuild(survey.objects, inventory.barred, plan, streamMender()),
    intake: {
      removed: listRemoved(received.inventory, inventory),
      decrypted: document?.encrypted === true,
      repaired: !referenced || !objectsWhole || !exact || missing > 0 || plan.searched,
      missingPages: missing,
    },
    truncated: (!referenced && !ends) || missing > 0,
  };
}

const pageless = (empty: boolean): FaxDocumentError =>
  empty
    ? new FaxDocumentError('no-pages', 'The PDF has no pages.')
    : new FaxDocumentError('damaged-beyond-reading', 'No page of the PDF can be found.');
