import { Button } from 'react-aria-components';
import type { Message } from '../../../src/http/api.ts';
import { problemSentence } from '../api/problem-sentence.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { filesWithPages } from './files-with-pages.ts';
import { usePartnerWords } from './partner-words.ts';
import { usePartnerDetails } from './use-partner-details.ts';

/** What stands on a partner's message, and was written beside its document: before the pages. */
export const PartnerNotice = ({ message }: { message: Message }) => {
  const { words } = useSession();
  const { confidential, files: filesWord, pages } = usePartnerWords();
  const { data: details, error, refetch } = usePartnerDetails(message);
  if (message.handling.state === 'forwarded') return null;
  if (error && !details)
    return (
      <Notice tone="failed" role="alert">
        <p>{problemSentence(error, words)}</p>
        <Button className="button button--small" onPress={() => void refetch()}>
          {words.tryAgain}
        </Button>
      </Notice>
    );
  if (!details) return null;
  const { label, texts, files } = details;
  return (
    <Notice tone="secure">
      <p className="notice__what">
        <bdi>{label}</bdi>
      </p>
      {texts.map((text, index) => (
        <p key={index} className="partner__text">
          <bdi>{text}</bdi>
        </p>
      ))}
      {files.length > 1 && (
        <ol className="partner__files" aria-label={filesWord}>
          {filesWithPages(files).map(({ name, first, last }, index) => (
            <li key={index}>
              <bdi>{name}</bdi> <span className="partner__pages">{pages(first, last)}</span>
            </li>
          ))}
        </ol>
      )}
      {message.partner?.confidential && <p>{confidential}</p>}
    </Notice>
  );
};
