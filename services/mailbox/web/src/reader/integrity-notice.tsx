import type { Integrity, Message, MessageSummary } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { mendedSentences } from './intake-sentences.ts';
import { integritySentences } from './integrity-sentences.ts';

/** What is missing or damaged of a fax; nothing where it is whole. */
export const IntegrityNotice = ({
  summary: { integrity, pages },
  full,
}: {
  summary: MessageSummary;
  full: Message | undefined;
}) => {
  const { words } = useSession();
  if (!integrity) return null;
  const mended = full?.intake ? mendedSentences(full.intake, words) : [];
  const sentences = [
    ...mended,
    ...integritySentences(integrity, pages, words).filter(
      (sentence) => sentence !== words.integrity.whole,
    ),
  ];
  if (sentences.length === 0) return null;
  return (
    <Notice tone={mended.length > 0 ? worseThanPlain(integrity) : tones[integrity.mark]}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  );
};

const tones = { whole: 'plain', damaged: 'damaged', partial: 'failed' } as const;

const worseThanPlain = ({ mark }: Integrity) => (mark === 'partial' ? 'failed' : 'damaged');
