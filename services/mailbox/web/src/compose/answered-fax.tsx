import type { Draft } from '../../../src/http/api.ts';
import { pictureUrl } from '../api/api.ts';
import { useMessage } from '../api/use-message.ts';
import { senderOf } from '../list/sender-of.ts';
import { PagePictures } from '../parts/page-pictures.tsx';
import { ReaderProblem } from '../reader/reader-problem.tsx';
import { useSession } from '../session.ts';
import { useComposeWords } from './compose-words.ts';

/** What one answers, to read while one writes. */
export const AnsweredFax = ({ replyTo }: { replyTo: NonNullable<Draft['replyTo']> }) => {
  const { words } = useSession();
  const compose = useComposeWords();
  const { summary, error, refetch } = useMessage(replyTo.messageId);
  if (!summary) return error && <ReaderProblem error={error} onRetry={() => void refetch()} />;
  const count = summary.pages ?? 0;
  const from = senderOf(summary, words);
  return (
    <PagePictures
      label={compose.original[replyTo.kind]}
      count={count}
      urlOf={(page, width) => pictureUrl(summary.id, page, width)}
      altOf={(page) => words.pages.alt(page, count, from)}
    >
      {count === 0 && <p>{words.list.noDocument}</p>}
    </PagePictures>
  );
};
