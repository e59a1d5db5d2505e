import type { Message, MessageSummary } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { AttentionNotice } from './attention-notice.tsx';
import { integritySentences } from './integrity-sentences.ts';
import { ResendNotice } from './resend-notice.tsx';

/** What one must know before one reads: it waits for a person, it is not whole, it came twice, a copy is left. */
export const Notices = ({
  summary,
  full,
}: {
  summary: MessageSummary;
  full: Message | undefined;
}) => {
  const { words } = useSession();
  const { integrity } = summary;
  const isNotWhole = integrity && (integrity.mark !== 'whole' || integrity.blankPages.length > 0);
  return (
    <>
      {full?.attention && <AttentionNotice message={full} />}
      {isNotWhole && (
        <Notice
          tone={
            integrity.mark === 'partial'
              ? 'failed'
              : integrity.mark === 'damaged'
                ? 'damaged'
                : 'plain'
          }
        >
          {integritySentences(integrity, summary.pages, words)
            .filter((sentence) => sentence !== words.integrity.whole)
            .map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
        </Notice>
      )}
      {full && <ResendNotice message={full} />}
      {full?.carrierCopy === 'delete-failed' && (
        <Notice tone="damaged">
          <p>{words.reader.carrierCopyWarning}</p>
        </Notice>
      )}
    </>
  );
};
