import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import type { MessageSummary, PageFacts } from '../../../src/http/api.ts';
import { pictureUrl } from '../api/api.ts';
import { useSession } from '../session.ts';
import { Leaf } from './leaf.tsx';
import { usePagesSize } from './use-pages-size.ts';
import type { PageView } from './use-page-view.ts';

/** The page whose leaf covers the middle of what is seen. */
const pageInSight = (pages: HTMLElement): number => {
  const middle = pages.getBoundingClientRect().top + pages.clientHeight / 2;
  const leaves = [...pages.querySelectorAll('.leaf')];
  const below = leaves.findIndex((leaf) => leaf.getBoundingClientRect().top > middle);
  return below === -1 ? leaves.length : Math.max(1, below);
};

/** The pages as pictures, with what must be known of them above. */
export const Pages = ({
  message,
  facts,
  view,
  takesFocus,
  children,
}: {
  message: MessageSummary;
  facts: readonly PageFacts[];
  view: PageView;
  takesFocus: boolean;
  children: ReactNode;
}) => {
  const { words } = useSession();
  const ref = useRef<HTMLDivElement>(null);
  const size = usePagesSize(ref);
  const count = message.pages ?? 0;
  const from = message.from.national || words.list.unknownSender;
  const isSingle = view.layout === 'single';
  const shown = isSingle ? [view.page] : Array.from({ length: count }, (_, index) => index + 1);
  const isLarge = view.zoom === 'actual' || view.zoom === 'double';

  // Whoever opened it wants to read: the keys that scroll act here.
  useEffect(() => {
    if (takesFocus) ref.current?.focus({ preventScroll: true });
  }, [takesFocus]);

  return (
    <div
      ref={ref}
      className="pages"
      role="region"
      tabIndex={0}
      aria-label={`${words.pages.label}, ${from}`}
      onScroll={() => {
        if (!isSingle && ref.current) view.setPage(pageInSight(ref.current));
      }}
    >
      <div className="pages__notices">{children}</div>
      {size && count > 0 && (
        <div
          className={`sheets sheets--${view.zoom}${view.isDimmed ? ' sheets--dimmed' : ''}`}
          style={{ '--pages-height': `${size.height}px` } as CSSProperties}
        >
          {shown.map((page) => (
            <Leaf
              key={page}
              page={page}
              facts={facts.find((each) => each.page === page)}
              turn={view.turnOf(page)}
              url={pictureUrl(message.id, page, isLarge ? 1728 : size.picture)}
              alt={words.pages.alt(page, count, from)}
              isLazy={!isSingle && page > 1}
            />
          ))}
        </div>
      )}
    </div>
  );
};
