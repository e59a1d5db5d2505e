import { useEffect, useRef, type ReactNode } from 'react';
import type { Message, MessageSummary, TextState } from '../../../src/http/api.ts';
import type { PageView } from '../reader/use-page-view.ts';
import { useSession } from '../session.ts';
import { pageInSight } from '../reader/page-in-sight.ts';
import { useFocusAtOpening } from '../reader/use-focus-at-opening.ts';
import { useServices } from '../services.ts';
import { NoText } from './no-text.tsx';
import { OpenedText } from './opened-text.tsx';
import { TextPending } from './text-pending.tsx';

/** The machine-read text of a message, or why there is none. */
export const TextPane = ({
  summary,
  full,
  view,
  isShown,
  takesFocus,
  onPage,
  children,
}: {
  summary: MessageSummary;
  full: Message | undefined;
  view: PageView;
  /** False while one looks at the page instead. */
  isShown: boolean;
  takesFocus: boolean;
  /** Shows a page's picture. */
  onPage: (page: number) => void;
  children: ReactNode;
}) => {
  const { words } = useSession();
  const ref = useRef<HTMLDivElement>(null);
  useFocusAtOpening(ref, takesFocus && isShown);
  useToldWhenReady(full?.text?.state, isShown);
  const from = summary.from.national || words.list.unknownSender;
  return (
    <div
      ref={ref}
      className="pages"
      role="region"
      tabIndex={0}
      aria-label={`${words.text.label}, ${from}`}
      onScroll={() => {
        if (isShown && ref.current) view.setPage(pageInSight(ref.current, '.text__page'));
      }}
    >
      <div className="pages__notices">{children}</div>
      {full?.text && (
        <Text message={full} state={full.text} view={view} isShown={isShown} onPage={onPage} />
      )}
    </div>
  );
};

/** Says that the text one waits for is there. */
const useToldWhenReady = (state: TextState['state'] | undefined, isShown: boolean): void => {
  const { announcer } = useServices();
  const { words } = useSession();
  const before = useRef(state);
  useEffect(() => {
    if (isShown && before.current === 'pending' && state === 'ready')
      announcer.say(words.text.ready);
    before.current = state;
  }, [announcer, words, state, isShown]);
};

const Text = ({
  message,
  state,
  view,
  isShown,
  onPage,
}: {
  message: Message;
  state: TextState;
  view: PageView;
  isShown: boolean;
  onPage: (page: number) => void;
}) => {
  const { words } = useSession();
  switch (state.state) {
    case 'pending':
      return <TextPending messageId={message.id} />;
    case 'ready':
      return <OpenedText message={message} view={view} isShown={isShown} onPage={onPage} />;
    case 'none':
      return <NoText>{words.text.none}</NoText>;
    case 'failed':
      return (
        <NoText code={state.reason}>
          {words.text.failed} {words.text.pageIsThere}
        </NoText>
      );
  }
};
