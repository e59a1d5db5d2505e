import { Download, FileDown, Printer } from 'lucide-react';
import type { Document, Message } from '../../../src/http/api.ts';
import type { useDocuments } from '../api/use-documents.ts';
import type { Choice } from '../parts/choice-menu.tsx';
import { sizeOf } from '../parts/size-of.ts';
import type { Words } from '../words/words.ts';

type Documents = ReturnType<typeof useDocuments>;

const documentOf = (message: Message, kind: Document['kind']) =>
  message.documents.find((document) => document.kind === kind);

/** The one that carries the machine-read text, as soon as it is there. */
const pdfOf = (message: Message) => documentOf(message, 'searchable') ?? documentOf(message, 'pdf');

const pdfWord = ({ kind }: Document, words: Words): string =>
  kind === 'searchable' ? words.actions.downloadSearchable : words.actions.downloadPdf;

export const downloadChoices = (
  message: Message,
  { download }: Documents,
  words: Words,
  languageTag: string,
): Choice[] => {
  const pdf = pdfOf(message);
  const original = documentOf(message, 'original');
  const choice = (id: string, word: string, icon: Choice['icon'], document: Document): Choice => ({
    id,
    word,
    ...(icon && { icon }),
    beside: { text: sizeOf(document.size, languageTag) },
    run: () => download(message, document),
  });
  return [
    ...(pdf ? [choice('pdf', pdfWord(pdf, words), Download, pdf)] : []),
    ...(original ? [choice('original', words.actions.downloadOriginal, FileDown, original)] : []),
  ];
};

/** Printing needs pages: there is no such choice for what has none. */
export const printChoice = (
  message: Message,
  { print }: Documents,
  words: Words,
): Choice | undefined => {
  const pdf = pdfOf(message);
  return (
    pdf && { id: 'print', word: words.actions.print, icon: Printer, run: () => print(message, pdf) }
  );
};
