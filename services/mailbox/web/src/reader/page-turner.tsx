import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useSession } from '../session.ts';
import type { PageView } from './use-page-view.ts';

const small = 'button button--quiet button--small button--icon';

export const PageTurner = ({ count, view }: { count: number; view: PageView }) => {
  const { words } = useSession();
  const page = Math.min(view.page, count);
  return (
    <div className="toolbar__group" role="group" aria-label={words.pages.label}>
      <IconButton
        icon={ChevronLeft}
        className={small}
        word={words.pages.previous}
        isDisabled={page <= 1}
        onPress={() => view.goTo(page - 1)}
      />
      <span className="toolbar__position">
        <span aria-hidden>{words.pages.page(page, count)}</span>
        <span className="unseen">{words.pages.position(page, count)}</span>
      </span>
      <IconButton
        icon={ChevronRight}
        className={small}
        word={words.pages.next}
        isDisabled={page >= count}
        onPress={() => view.goTo(page + 1)}
      />
    </div>
  );
};
