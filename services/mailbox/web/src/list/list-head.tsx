import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components';
import { departmentChoices } from '../frame/department-choices.ts';
import { agedOf, counterOf } from '../frame/frame-view.ts';
import { viewIcons } from '../frame/view-icons.ts';
import { AgedView } from '../parts/aged.tsx';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { views } from '../route/route.ts';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';

/** Which view this is and how long things have waited; on a narrow screen also the way to the others. */
export const ListHead = () => {
  const { me, words, department, view } = useSession();
  const count = counterOf(department.counters, view);
  const title = words.views[view];
  const viewChoices = {
    id: 'views',
    label: words.frame.views,
    chosen: view,
    choices: views.map((other) => {
      const count = counterOf(department.counters, other);
      return {
        id: other,
        word: words.views[other],
        icon: viewIcons[other],
        beside: count === null ? null : { text: String(count) },
        run: () => navigate({ messageId: null, view: other, departmentId: department.id }),
      };
    }),
  };
  return (
    <div className="list__head">
      <h2 className="list__title">{title}</h2>
      <ChoiceMenu
        label={words.frame.views}
        sections={[viewChoices, departmentChoices(me, words, department.id, view)]}
      >
        <Button className="button button--quiet list__menu">
          <span className="list__menu-word">
            {title} {count}
          </span>
          <ChevronDown className="icon icon--small" aria-hidden />
        </Button>
      </ChoiceMenu>
      {agedOf(department.counters, view, words).map((aged) => (
        <AgedView key={aged.tone} aged={aged} />
      ))}
    </div>
  );
};
