/** In the order of the rail. */
export const views = ['new', 'mine', 'taken', 'attention', 'done', 'all'];
const isView = (text) => views.some((view) => view === text);
const message = /^\/m\/([0-9a-f-]{36})$/i;
export const parseRoute = (pathname, search) => {
  const query = new URLSearchParams(search);
  const view = query.get('view');
  return {
    messageId: message.exec(pathname)?.[1] ?? null,
    view: isView(view) ? view : null,
    departmentId: query.get('department'),
  };
};
export const hrefOf = ({ messageId, view, departmentId }) => {
  const query = new URLSearchParams();
  if (departmentId) query.set('department', departmentId);
  if (view) query.set('view', view);
  const search = query.size > 0 ? `?${query}` : '';
  return (messageId ? `/m/${messageId}` : '/') + search;
};
//# sourceMappingURL=route.js.map
