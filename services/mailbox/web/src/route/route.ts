import type { SendingView, View } from '../../../src/http/api.ts';

/** In the order of the rail. */
export const views = ['new', 'mine', 'taken', 'attention', 'done', 'all'] as const satisfies View[];

export const sendingViews = ['all', 'under-way', 'attention'] as const satisfies SendingView[];
export type Show = (typeof sendingViews)[number];

/** Where one is in what goes out: among what was sent, among one's drafts, or writing. */
export type Outgoing =
  | { readonly kind: 'sent'; readonly show: Show; readonly sendingId: string | null }
  | { readonly kind: 'drafts' }
  | { readonly kind: 'draft'; readonly draftId: string };

/** What the address says; what it leaves open is null. */
export interface Route {
  readonly messageId: string | null;
  readonly view: View | null;
  readonly departmentId: string | null;
  /** Absent among received faxes. */
  readonly outgoing?: Outgoing | null;
}

const isView = (text: string | null): text is View => views.some((view) => view === text);
const isShow = (text: string | null): text is Show => sendingViews.some((show) => show === text);

const id = /^\/(?<place>[mds])\/(?<id>[0-9a-f-]{36})$/i;

const outgoingOf = (pathname: string, query: URLSearchParams): Outgoing | null => {
  const { place, id: draftOrSending = null } = id.exec(pathname)?.groups ?? {};
  if (place === 'd' && draftOrSending) return { kind: 'draft', draftId: draftOrSending };
  if (pathname === '/drafts') return { kind: 'drafts' };
  if (place !== 's' && pathname !== '/sent') return null;
  const show = query.get('show');
  return { kind: 'sent', show: isShow(show) ? show : 'all', sendingId: draftOrSending };
};

export const parseRoute = (pathname: string, search: string): Route => {
  const query = new URLSearchParams(search);
  const view = query.get('view');
  const { place, id: messageId } = id.exec(pathname)?.groups ?? {};
  return {
    messageId: (place === 'm' && messageId) || null,
    view: isView(view) ? view : null,
    departmentId: query.get('department'),
    outgoing: outgoingOf(pathname, query),
  };
};

const pathOf = ({ messageId, outgoing }: Route): string => {
  switch (outgoing?.kind) {
    case 'sent':
      return outgoing.sendingId ? `/s/${outgoing.sendingId}` : '/sent';
    case 'drafts':
      return '/drafts';
    case 'draft':
      return `/d/${outgoing.draftId}`;
    case undefined:
      return messageId ? `/m/${messageId}` : '/';
  }
};

export const hrefOf = (route: Route): string => {
  const { view, departmentId, outgoing } = route;
  const query = new URLSearchParams();
  if (departmentId) query.set('department', departmentId);
  if (view) query.set('view', view);
  if (outgoing?.kind === 'sent' && outgoing.show !== 'all') query.set('show', outgoing.show);
  const search = query.size > 0 ? `?${query}` : '';
  return pathOf(route) + search;
};
