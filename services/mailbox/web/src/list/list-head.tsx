import { agedOf, counterOf } from '../frame/frame-view.ts';
import { ViewMenu } from '../frame/view-menu.tsx';
import { AgedView } from '../parts/aged.tsx';
import { useSession } from '../session.ts';

/** Which view this is and how long things have waited; on a narrow screen also the way to the others. */
export const ListHead = () => {
  const { words, department, view } = useSession();
  const title = words.views[view];
  return (
    <div className="list__head">
      <h2 className="list__title">{title}</h2>
      <ViewMenu title={title} count={counterOf(department.counters, view)} />
      {agedOf(department.counters, view, words).map((aged) => (
        <AgedView key={aged.tone} aged={aged} />
      ))}
    </div>
  );
};
