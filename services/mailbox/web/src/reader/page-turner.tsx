import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { PageFacts } from '../../../src/http/api.ts';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { MarkIcon } from '../parts/mark.tsx';
import { useSession } from '../session.ts';
import { pageRemarks } from './page-remarks.ts';
import type { PageView } from './use-page-view.ts';

const small = 'button button--quiet button--small button--icon';

/** To the page before, to the next, or by a list that says which pages are damaged, incomplete, blank or turned. */
export const PageTurner = ({
  count,
  facts,
  view,
}: {
  count: number;
  facts: readonly PageFacts[];
  view: PageView;
}) => {
  const { words } = useSession();
  const page = Math.min(view.page, count);
  const marksOf = (of: number) =>
    pageRemarks(
      facts.find((each) => each.page === of),
      words,
    ).map(({ mark }) => mark);
  const marks = marksOf(page);
  const [worst] = marks;
  const choices = Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    word: words.pages.name(index + 1),
    marks: marksOf(index + 1),
    run: () => view.goTo(index + 1),
  }));
  return (
    <div className="toolbar__group" role="group" aria-label={words.pages.label}>
      <IconButton
        icon={ChevronLeft}
        className={small}
        word={words.pages.previous}
        isDisabled={page <= 1}
        onPress={() => view.goTo(page - 1)}
      />
      <ChoiceMenu
        label={words.pages.label}
        sections={[{ id: 'pages', label: words.pages.label, chosen: String(page), choices }]}
      >
        <Button className="button button--quiet button--small toolbar__position">
          {worst && (
            <span className={`mark mark--${worst.kind}`}>
              <MarkIcon kind={worst.kind} />
            </span>
          )}
          <span aria-hidden>{words.pages.page(page, count)}</span>
          <span className="unseen">
            {[words.pages.position(page, count), ...marks.map(({ word }) => word)].join(', ')}
          </span>
          <ChevronDown className="icon icon--small" aria-hidden />
        </Button>
      </ChoiceMenu>
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
