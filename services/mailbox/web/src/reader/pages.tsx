import { senderOf } from '../list/sender-of.ts';
import { useRef, type CSSProperties, type ReactNode } from 'react';
import type { Message, MessageSummary } from '../../../src/http/api.ts';
import { pictureUrl } from '../api/api.ts';
import { useSession } from '../session.ts';
import { hasFiles } from './document-choices.ts';
import { heldPages } from './held-pages.ts';
import { Later } from './later.tsx';
import { Leaf } from './leaf.tsx';
import { pageInSight } from './page-in-sight.ts';
import { useFocusAtOpening } from './use-focus-at-opening.ts';
import { useInStep } from './use-in-step.ts';
import { usePagesSize } from './use-pages-size.ts';
import type { PageView } from './use-page-view.ts';
import { whereTextIs } from './where-text-is.ts';

/** The pages as pictures, with what must be known of them above. */
export const Pages = ({
  message,
  full,
  view,
  isShown = true,
  takesFocus,
  children,
}: {
  message: MessageSummary;
  full: Message | undefined;
  view: PageView;
  /** False while one looks at the text instead. */
  isShown?: boolean;
  takesFocus: boolean;
  children: ReactNode;
}) => {
  const { words } = useSession();
  const ref = useRef<HTMLDivElement>(null);
  const size = usePagesSize(ref);
  const count = heldPages(message) ?? 0;
  const from = senderOf(message, words);
  const isSingle = view.layout === 'single';
  const shown = isSingle ? [view.page] : Array.from({ length: count }, (_, index) => index + 1);
  const isLarge = view.zoom === 'actual' || view.zoom === 'double';

  useFocusAtOpening(ref, takesFocus);
  useInStep(isShown && !isSingle, view.page, '.leaf');

  return (
    <div
      ref={ref}
      className="pages"
      role="region"
      tabIndex={0}
      aria-label={`${words.pages.label}, ${from}`}
      onScroll={() => {
        if (isShown && !isSingle && ref.current) view.setPage(pageInSight(ref.current, '.leaf'));
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
              facts={full?.pageFacts.find((each) => each.page === page)}
              turn={view.turnOf(page)}
              url={pictureUrl(message.id, page, isLarge ? 1728 : size.picture)}
              alt={`${words.pages.alt(page, count, from)}. ${whereTextIs(full?.text ?? null, words)}`.trim()}
              isLazy={!isSingle && page > 1}
            >
              {full && hasFiles(full) && (
                <Later>{({ FileStart }) => <FileStart message={full} page={page} />}</Later>
              )}
            </Leaf>
          ))}
        </div>
      )}
    </div>
  );
};
