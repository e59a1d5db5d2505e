import { ChevronDown, SquarePen } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useNewDraft } from '../compose/use-new-draft.ts';
import { ChoiceMenu, type ChoiceSection } from '../parts/choice-menu.tsx';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { departmentChoices, elsewhereChoices } from './department-choices.ts';
import { counterOf, viewsFor } from './frame-view.ts';
import { outgoingViews } from './outgoing-views.ts';
import { outgoingIcons, viewIcons } from './view-icons.ts';

const besideOf = (count: number | null) => (count === null ? null : { text: String(count) });

/** On a narrow screen: what the rail has, in a menu. */
export const ViewMenu = ({ title, count }: { title: string; count: number | null }) => {
  const { me, words, department, view, outgoing } = useSession();
  const { write } = useNewDraft();
  const received: ChoiceSection = {
    id: 'views',
    label: words.frame.views,
    chosen: outgoing ? '' : view,
    choices: viewsFor(department).map((other) => ({
      id: other,
      word: words.views[other],
      icon: viewIcons[other],
      beside: besideOf(counterOf(department.counters, other)),
      run: () => navigate({ messageId: null, view: other, departmentId: department.id }),
    })),
  };
  const sent: ChoiceSection = {
    id: 'outgoing',
    label: words.sending.sent,
    chosen: outgoing?.kind ?? '',
    choices: outgoingViews(department, view, words).map(({ kind, word, count, route }) => ({
      id: kind,
      word,
      icon: outgoingIcons[kind],
      beside: besideOf(count?.n ?? null),
      run: () => navigate(route),
    })),
  };
  const writing: ChoiceSection = {
    id: 'writing',
    label: words.sending.write,
    choices: [{ id: 'write', word: words.sending.write, icon: SquarePen, run: write }],
  };
  return (
    <ChoiceMenu
      label={words.frame.views}
      sections={[
        ...(department.sending.canSend ? [writing] : []),
        received,
        sent,
        departmentChoices(me, words, department.id, view, outgoing),
        ...elsewhereChoices(me, words),
      ]}
    >
      <Button className="button button--quiet list__menu">
        <span className="list__menu-word">
          {title} {count}
        </span>
        <ChevronDown className="icon icon--small" aria-hidden />
      </Button>
    </ChoiceMenu>
  );
};
