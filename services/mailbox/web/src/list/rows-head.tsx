import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { ViewMenu } from '../frame/view-menu.tsx';
import { ChoiceMenu, type Choice } from '../parts/choice-menu.tsx';

/** Above a list of rows: what it is, and which of them are shown. */
export const RowsHead = ({
  title,
  label,
  chosen,
  choices,
  more,
}: {
  title: string;
  /** What the choice is about. */
  label: string;
  chosen: string;
  choices: readonly Choice[];
  more?: ReactNode;
}) => {
  const word = choices.find(({ id }) => id === chosen)?.word;
  return (
    <div className="list__head">
      <h2 className="list__title">{title}</h2>
      <ViewMenu title={title} count={null} />
      <ChoiceMenu label={label} sections={[{ id: 'show', label, chosen, choices }]}>
        <Button className="button button--quiet button--small" aria-label={`${label}: ${word}`}>
          {word}
          <ChevronDown className="icon icon--small" aria-hidden />
        </Button>
      </ChoiceMenu>
      {more}
    </div>
  );
};
