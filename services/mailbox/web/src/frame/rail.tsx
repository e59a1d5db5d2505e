import type { View } from '../../../src/http/api.ts';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';
import { DepartmentMenu } from './department-menu.tsx';
import { counterOf, viewsFor } from './frame-view.ts';
import { RailOutgoing, RailWrite } from './rail-outgoing.tsx';
import { viewIcons } from './view-icons.ts';

const RailView = ({ view }: { view: View }) => {
  const { words, department, view: current, outgoing } = useSession();
  const Icon = viewIcons[view];
  const count = counterOf(department.counters, view);
  const route = { messageId: null, view, departmentId: department.id };
  return (
    <RouteLink
      route={route}
      className={`rail__view rail__view--${view}`}
      aria-current={!outgoing && view === current ? 'page' : undefined}
      title={words.views[view]}
    >
      <Icon className="icon" aria-hidden />
      <span className="rail__word">{words.views[view]}</span>
      {count !== null && <span className="rail__count">{count}</span>}
    </RouteLink>
  );
};

/** Where one is: the department and its views. */
export const Rail = () => {
  const { words, department } = useSession();
  return (
    <nav className="rail" aria-label={words.frame.views}>
      <DepartmentMenu />
      <RailWrite />
      {viewsFor(department).map((view) => (
        <RailView key={view} view={view} />
      ))}
      <RailOutgoing />
    </nav>
  );
};
