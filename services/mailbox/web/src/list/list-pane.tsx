import { lazy, Suspense, useRef } from 'react';
import { Button } from 'react-aria-components';
import { useMessages } from '../api/use-messages.ts';
import { emptySentence } from '../frame/frame-view.ts';
import { Notice } from '../parts/notice.tsx';
import { loadRestriction } from '../frame/parts-loaded-later.ts';
import { useSession } from '../session.ts';
import { ListHead } from './list-head.tsx';
import { olderOf } from './older-of.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import { MessageList } from './message-list.tsx';
import { useOpenRow } from './use-open-row.ts';

const ClosedRows = lazy(async () => ({ default: (await loadRestriction()).ClosedRows }));

const Rows = () => {
  const { me, words, now, department, view } = useSession();
  const list = useMessages(department.id, view);

  if (!list.rows && list.isError)
    return (
      <div className="list__problem">
        <Notice tone="failed" role="alert">
          <p>{words.errors.list}</p>
          <Button className="button button--small" onPress={() => void list.refetch()}>
            {words.tryAgain}
          </Button>
        </Notice>
      </div>
    );
  if (!list.rows) return <ListSkeleton />;
  if (list.rows.length === 0)
    // nothing is empty where something restricted waits
    return list.closed ? null : (
      <p className="list__empty">{emptySentence(me, department, view, now)}</p>
    );
  const older = olderOf(list);
  return (
    <MessageList
      key={`${department.id} ${view}`}
      rows={list.rows}
      isLoadingOlder={older.isLoading}
      onOlder={older.load}
    />
  );
};

export const ListPane = () => {
  const { words, view, department, messageId } = useSession();
  const ref = useRef<HTMLElement>(null);
  const { rows, closed } = useMessages(department.id, view);
  useOpenRow(ref, messageId, rows !== undefined);
  return (
    <section
      ref={ref}
      id="list"
      className="list"
      tabIndex={-1}
      aria-label={words.list.label(words.views[view], department.name)}
    >
      <ListHead />
      {closed && (
        <Suspense>
          <ClosedRows rows={closed} />
        </Suspense>
      )}
      <Rows />
    </section>
  );
};
