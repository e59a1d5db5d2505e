import { ScanText } from 'lucide-react';
import { Fragment } from 'react';
import { Button } from 'react-aria-components';
import type { Message } from '../../../src/http/api.ts';
import { problemSentence } from '../api/problem-sentence.ts';
import { Notice } from '../parts/notice.tsx';
import { hasFiles } from '../reader/document-choices.ts';
import { Later } from '../reader/later.tsx';
import { useInStep } from '../reader/use-in-step.ts';
import type { PageView } from '../reader/use-page-view.ts';
import { useSession } from '../session.ts';
import { TextPageView } from './text-page.tsx';
import { useText } from './use-text.ts';

/** The text page by page, under the warning that a machine read it. */
export const OpenedText = ({
  message,
  view,
  isShown,
  onPage,
}: {
  message: Message;
  view: PageView;
  isShown: boolean;
  onPage: (page: number) => void;
}) => {
  const { words } = useSession();
  const { data: text, error, refetch } = useText(message.id, true);
  useInStep(isShown && text !== undefined, view.page, '.text__page');
  if (error && !text)
    return (
      <div className="text__sheet">
        <Notice tone="failed" role="alert">
          <p>{problemSentence(error, words)}</p>
          <Button className="button button--small" onPress={() => void refetch()}>
            {words.tryAgain}
          </Button>
        </Notice>
      </div>
    );
  if (!text) return <p className="text__sheet text__loading">{words.loading}</p>;
  return (
    <article className="text__sheet">
      <div className="text__label">
        <ScanText className="icon" aria-hidden />
        <p>
          <strong>{words.text.machineRead}</strong> {words.text.compare}
        </p>
      </div>
      {text.pages.map((page, index) => (
        <Fragment key={index}>
          {hasFiles(message) && (
            <Later>
              {({ FileStart }) => <FileStart message={message} page={index + 1} as="h3" />}
            </Later>
          )}
          <TextPageView
            page={page}
            number={index + 1}
            count={text.pages.length}
            language={text.language}
            isOfFile={hasFiles(message)}
            onPage={() => onPage(index + 1)}
          />
        </Fragment>
      ))}
    </article>
  );
};
