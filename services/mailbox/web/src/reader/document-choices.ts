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

const originalsOf = ({ documents }: Message): readonly Document[] =>
  documents.filter(({ kind }) => kind === 'original');

/** Whether it is several files, as a partner's message may be. */
export const hasFiles = (message: Message): boolean => originalsOf(message).length > 1;

const pdfWord = ({ kind }: Document, words: Words): string =>
  kind === 'searchable' ? words.actions.downloadSearchable : words.actions.downloadPdf;

export const downloadChoices = (
  message: Message,
  { download }: Documents,
  words: Words,
  languageTag: string,
): Choice[] => {
  const pdf = pdfOf(message);
  const originals = originalsOf(message);
  const originalWord = ({ place }: Document): string =>
    originals.length > 1
      ? `${words.actions.downloadOriginal} ${place}`
      : words.actions.downloadOriginal;
  const choice = (id: string, word: string, icon: Choice['icon'], document: Document): Choice => ({
    id,
    word,
    ...(icon && { icon }),
    beside: { text: sizeOf(document.size, languageTag) },
    run: () => download(message, document),
  });
  return [
    ...(pdf ? [choice('pdf', pdfWord(pdf, words), Download, pdf)] : []),
    ...originals.map((original) =>
      choice(`original ${original.place}`, originalWord(original), FileDown, original),
    ),
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
