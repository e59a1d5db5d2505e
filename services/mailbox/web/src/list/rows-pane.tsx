import { useRef, type ReactNode } from 'react';
import { Button, Collection, GridList, GridListLoadMoreItem } from 'react-aria-components';
import { ListSkeleton } from './list-skeleton.tsx';
import type { Older } from './older-of.ts';
import { useOpenRow } from './use-open-row.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';

/** A list beside that of received faxes: loading, failed, empty or there. */
export const RowsPane = <Row extends { readonly id: string }>({
  label,
  head,
  rows,
  isFailed,
  empty,
  openId,
  older,
  foot = null,
  onRetry,
  onOpen,
  children,
}: {
  label: string;
  head: ReactNode;
  rows: readonly Row[] | undefined;
  isFailed: boolean;
  empty: string;
  openId: string | null;
  older?: Older;
  /** Under the rows: what the list is not. */
  foot?: string | null;
  onRetry: () => void;
  onOpen: (id: string) => void;
  children: (row: Row) => ReactNode;
}) => {
  const session = useSession();
  const { words } = session;
  const ref = useRef<HTMLElement>(null);
  useOpenRow(ref, openId, rows !== undefined);
  return (
    <section ref={ref} id="list" className="list" tabIndex={-1} aria-label={label}>
      {head}
      {rows === undefined ? (
        isFailed ? (
          <div className="list__problem">
            <Notice tone="failed" role="alert">
              <p>{words.errors.list}</p>
              <Button className="button button--small" onPress={onRetry}>
                {words.tryAgain}
              </Button>
            </Notice>
          </div>
        ) : (
          <ListSkeleton />
        )
      ) : rows.length === 0 ? (
        <p className="list__empty">{empty}</p>
      ) : (
        <GridList
          key={label}
          className="list__rows"
          aria-label={label}
          disallowTypeAhead
          onAction={(id) => onOpen(String(id))}
        >
          <Collection items={rows} dependencies={[session]}>
            {children}
          </Collection>
          {older && (
            <GridListLoadMoreItem
              isLoading={older.isLoading}
              onLoadMore={older.load}
              className="list__more"
            >
              {words.loading}
            </GridListLoadMoreItem>
          )}
        </GridList>
      )}
      {foot && <p className="list__foot">{foot}</p>}
    </section>
  );
};
