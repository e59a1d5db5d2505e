import type { View } from '../../../src/http/api.ts';

/** In the order of the rail. */
export const views = ['new', 'mine', 'taken', 'attention', 'done', 'all'] as const satisfies View[];

/** What the address says; what it leaves open is null. */
export interface Route {
  readonly messageId: string | null;
  readonly view: View | null;
  readonly departmentId: string | null;
}

const isView = (text: string | null): text is View => views.some((view) => view === text);

const message = /^\/m\/([0-9a-f-]{36})$/i;

export const parseRoute = (pathname: string, search: string): Route => {
  const query = new URLSearchParams(search);
  const view = query.get('view');
  return {
    messageId: message.exec(pathname)?.[1] ?? null,
    view: isView(view) ? view : null,
    departmentId: query.get('department'),
  };
};

export const hrefOf = ({ messageId, view, departmentId }: Route): string => {
  const query = new URLSearchParams();
  if (departmentId) query.set('department', departmentId);
  if (view) query.set('view', view);
  const search = query.size > 0 ? `?${query}` : '';
  return (messageId ? `/m/${messageId}` : '/') + search;
};
