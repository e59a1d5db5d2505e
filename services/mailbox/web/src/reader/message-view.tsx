import { lazy, Suspense, useRef, useState } from 'react';
import type { Message, MessageSummary } from '../../../src/http/api.ts';
import { useActions } from '../api/use-actions.ts';
import { useNewDraft } from '../compose/use-new-draft.ts';
import { NotLoaded } from '../frame/not-loaded.tsx';
import { loadActionDialogs, loadSidePanel } from '../frame/parts-loaded-later.ts';
import { usePart } from '../frame/use-part.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Notice } from '../parts/notice.tsx';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { isAsking, type AskingAction } from './asking-action.ts';
import { handlingActions, type HandlingAction } from './handling-actions.ts';
import { HandlingNote } from './handling-note.tsx';
import { heldPages } from './held-pages.ts';
import { Notices } from './notices.tsx';
import { Pages } from './pages.tsx';
import { MarkReferral, mayMarkReferral } from './mark-referral.tsx';
import { ReadingTabs } from './reading-tabs.tsx';
import { ReaderTitle } from './reader-title.tsx';
import { Toolbar } from './toolbar.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { usePageView } from './use-page-view.ts';
import { usePanelOpen } from './use-panel-open.ts';
import { useReadingTab } from './use-reading-tab.ts';

const SidePanel = lazy(async () => ({ default: (await loadSidePanel()).SidePanel }));

/** One message: head, pages, details. */
export const MessageView = ({
  summary,
  full,
  areKeysOn,
  takesFocus,
}: {
  summary: MessageSummary;
  full: Message | undefined;
  areKeysOn: boolean;
  takesFocus: boolean;
}) => {
  const { me, words, department } = useSession();
  const { announcer } = useServices();
  const view = usePageView();
  const { act, isPending } = useActions();
  const [isPanelOpen, setPanelOpen] = usePanelOpen();
  const [tab, setTab] = useReadingTab();
  const [asking, setAsking] = useState<AskingAction | null>(null);
  // beside the first page, so that it is there when it is wanted
  const { data: dialogs, error: noDialogs } = usePart('action-dialogs', loadActionDialogs);
  const mayHandle = useMayHandle();
  const actions = mayHandle ? handlingActions(summary, me.person.id) : [];
  const pages = heldPages(summary);
  const { canSend } = department.sending;
  const { answer, isPending: isAnswering } = useNewDraft();
  const [isMarking, setMarking] = useState(false);
  const mayBeMarked = mayHandle && mayMarkReferral(summary, me.person.id);
  const head = useRef<HTMLElement>(null);
  useKeptFocus(head, actions.join());

  const onAction = (action: HandlingAction) => {
    if (isAsking(action)) setAsking(action);
    else act(summary, { kind: action });
  };
  const ifOffered = (action: HandlingAction) => () => {
    if (actions.includes(action)) onAction(action);
  };
  const turnPage = () => {
    if (pages === null || tab !== 'page') return;
    view.turn(view.page);
    announcer.say(words.pages.turned(view.page));
  };
  useKeys(areKeysOn, {
    t: ifOffered(actions.includes('take-over') ? 'take-over' : 'take'),
    r: ifOffered('register'),
    x: ifOffered('not-register'),
    f: ifOffered('forward'),
    v: turnPage,
    m: () => {
      if (mayBeMarked) setMarking(true);
    },
    a: () => {
      if (canSend) answer(summary.id);
    },
    i: () => setPanelOpen(!isPanelOpen),
    s: () => setTab(tab === 'page' ? 'text' : 'page'),
  });

  const notices = (
    <>
      {asking && noDialogs && <NotLoaded />}
      {!mayHandle && (
        <Notice tone="plain">
          <p>{words.reader.onlyReader}</p>
        </Notice>
      )}
      <HandlingNote handling={summary.handling} />
      <Notices
        summary={summary}
        full={full}
        isAnswering={isAnswering}
        onAnswer={(step) => answer(summary.id, step)}
      />
    </>
  );
  return (
    <>
      <header ref={head} className="reader__head">
        <ReaderTitle message={summary} />
        <Toolbar
          summary={summary}
          full={full}
          view={view}
          onTurn={turnPage}
          tab={tab}
          actions={actions}
          isPending={isPending}
          onAction={onAction}
          answering={canSend ? { isPending: isAnswering, run: () => answer(summary.id) } : null}
          onMarkReferral={mayBeMarked ? () => setMarking(true) : null}
          isPanelOpen={isPanelOpen}
          onPanel={() => setPanelOpen(!isPanelOpen)}
        />
      </header>
      <div className={`reader__body${isPanelOpen ? ' reader__body--panel' : ''}`}>
        {pages === null ? (
          <Pages message={summary} full={full} view={view} takesFocus={takesFocus}>
            {notices}
          </Pages>
        ) : (
          <ReadingTabs
            summary={summary}
            full={full}
            view={view}
            tab={tab}
            onTab={setTab}
            takesFocus={takesFocus}
          >
            {notices}
          </ReadingTabs>
        )}
        {isPanelOpen && full && (
          <Suspense fallback={<aside className="panel" id="details" />}>
            <SidePanel message={full} />
          </Suspense>
        )}
      </div>
      {isMarking && <MarkReferral message={summary} onClose={() => setMarking(false)} />}
      {asking && dialogs && (
        <dialogs.ActionDialogs
          asking={asking}
          message={summary}
          isPending={isPending}
          onAct={(action) => act(summary, action, () => setAsking(null))}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
};
