import { Download, FileDown, Printer } from 'lucide-react';
import type { Document, Message } from '../../../src/http/api.ts';
import type { useDocuments } from '../api/use-documents.ts';
import type { Choice } from '../parts/choice-menu.tsx';
import { sizeOf } from '../parts/size-of.ts';
import type { Words } from '../words/words.ts';

type Documents = ReturnType<typeof useDocuments>;

const documentOf = (message: Message, kind: Document['kind']) =>
  message.documents.find((document) => document.kind === kind);

export const downloadChoices = (
  message: Message,
  { download }: Documents,
  words: Words,
  languageTag: string,
): Choice[] => {
  const pdf = documentOf(message, 'pdf');
  const original = documentOf(message, 'original');
  const choice = (id: string, word: string, icon: Choice['icon'], document: Document): Choice => ({
    id,
    word,
    ...(icon && { icon }),
    beside: { text: sizeOf(document.size, languageTag) },
    run: () => download(message, document),
  });
  return [
    ...(pdf ? [choice('pdf', words.actions.downloadPdf, Download, pdf)] : []),
    ...(original ? [choice('original', words.actions.downloadOriginal, FileDown, original)] : []),
  ];
};

/** Printing needs pages: there is no such choice for what has none. */
export const printChoice = (
  message: Message,
  { print }: Documents,
  words: Words,
): Choice | undefined => {
  const pdf = documentOf(message, 'pdf');
  return (
    pdf && { id: 'print', word: words.actions.print, icon: Printer, run: () => print(message, pdf) }
  );
};
