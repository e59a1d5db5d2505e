/**
 * The child process in which hostile bytes are parsed. It takes one job at a time from its parent,
 * answers it, and ends when the parent goes.
 */
import { inspect } from '../inspect.ts';
import { compareDocuments } from '../likeness/compare-documents.ts';
import { joinPdfs } from '../pdf-in/join-pdfs.ts';
import { pagesToRead } from '../recognise/pages-to-read.ts';
import { findBlankPages } from '../render/find-blank-pages.ts';
import { loadPdfium, type Pdfium } from '../render/pdfium.ts';
import { renderPage } from '../render/render-page.ts';
import type { FaxShare } from '../to-fax/fax-share.ts';
import { toPdf } from '../to-pdf.ts';
import { watchParent } from './parent-watch.ts';
import type { Job, Reply } from './protocol.ts';
import { refusalOf } from './refusal-of.ts';

const send = (reply: Reply): void => {
  // Without a channel the parent is gone, and so is the need for an answer.
  process.send?.(reply);
};

/** What few children do and takes tens of megabytes, fonts and what sets type by them, is loaded when it is needed. */
let typesetter: Promise<Typesetter> | undefined;
interface Typesetter {
  makeFax(pdfium: Pdfium, job: Job & { kind: 'to-fax' }): Promise<FaxShare>;
  makeRecord(pdfium: Pdfium, job: Job & { kind: 'record' }): Promise<Uint8Array>;
}
async function loadTypesetter(): Promise<Typesetter> {
  const { makeShare } = await import('../to-fax/to-fax.ts');
  const { recordPdf } = await import('../record/record-pdf.ts');
  const { Typefaces } = await import('../to-fax/typeset/typefaces.ts');
  const typefaces = new Typefaces();
  return {
    makeFax: (pdfium, { documents, options, limits, share }) =>
      makeShare({ pdfium, typefaces, limits }, documents, options, share),
    makeRecord: (pdfium, { record, limits }) => recordPdf({ pdfium, typefaces, limits }, record),
  };
}

async function perform(pdfium: Pdfium, job: Job): Promise<Reply> {
  if (job.kind === 'to-pdf') {
    const { source, limits, metadata, recognition } = job;
    const conversion = await toPdf(pdfium, source, limits, metadata, recognition);
    return { kind: 'converted', conversion };
  }
  if (job.kind === 'inspect') {
    return { kind: 'inspected', ...(await inspect(pdfium, job.source, job.limits)) };
  }
  if (job.kind === 'find-blank') {
    const blank = findBlankPages(pdfium, job.pdf, job.first, () => performance.now());
    return { kind: 'found-blank', blank };
  }
  if (job.kind === 'pages-to-read') {
    return {
      kind: 'pages',
      batch: await pagesToRead(pdfium, job.source, job.first, job.most, job.limits),
    };
  }
  if (job.kind === 'to-fax') {
    typesetter ??= loadTypesetter();
    return { kind: 'faxed', share: await (await typesetter).makeFax(pdfium, job) };
  }
  if (job.kind === 'record') {
    typesetter ??= loadTypesetter();
    return { kind: 'recorded', pdf: await (await typesetter).makeRecord(pdfium, job) };
  }
  if (job.kind === 'join') {
    return { kind: 'joined', pdf: await joinPdfs(pdfium, job.parts, job.limits) };
  }
  if (job.kind === 'likeness') {
    const likeness = await compareDocuments(pdfium, job.a, job.b, job.limits);
    return { kind: 'compared', likeness };
  }
  const picture = await renderPage(pdfium, job.pdf, job.page, job.width, job.limits);
  return { kind: 'rendered', picture };
}

async function answer(pdfium: Pdfium, job: Job): Promise<Reply> {
  try {
    return await perform(pdfium, job);
  } catch (error) {
    const refusal = refusalOf(error);
    // Anything unforeseen ends the process: its state can't be trusted any more.
    if (refusal === undefined) throw error;
    return refusal;
  }
}

process.on('disconnect', () => process.exit(0));
watchParent();
const pdfium = await loadPdfium();
// The parent is the only one who can write to the channel, and it sends nothing but jobs.
process.on('message', (job: Job) => {
  void answer(pdfium, job).then(send, () => process.exit(1));
});
send({ kind: 'ready' });
