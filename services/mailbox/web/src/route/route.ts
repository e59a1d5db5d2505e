import type { IncidentView, SendingView, View } from '../../../src/http/api.ts';

/** In the order of the rail. */
export const views = [
  'new',
  'mine',
  'taken',
  'attention',
  'referrals',
  'done',
  'quarantine',
  'all',
] as const satisfies View[];

export const sendingViews = ['all', 'under-way', 'attention'] as const satisfies SendingView[];
export type Show = (typeof sendingViews)[number];

export const incidentViews = ['open', 'all'] as const satisfies IncidentView[];

/**
 * Where one is beside received faxes: among what was sent, among one's drafts, writing, at what waits for a colleague,
 * among whom it goes to, or at wrong recipients.
 */
export type Outgoing =
  | {
      readonly kind: 'incidents';
      readonly show: IncidentView;
      readonly incidentId: string | null;
    }
  | { readonly kind: 'sent'; readonly show: Show; readonly sendingId: string | null }
  | { readonly kind: 'drafts' }
  | { readonly kind: 'approvals'; readonly draftId: string | null }
  | { readonly kind: 'draft'; readonly draftId: string }
  | {
      readonly kind: 'contacts';
      readonly contactId: string | null;
      /** The received fax whose sender is to be one of them. */
      readonly from?: string | null;
    };

/** What the address says; what it leaves open is null. */
export interface Route {
  readonly messageId: string | null;
  readonly view: View | null;
  readonly departmentId: string | null;
  /** Absent among received faxes. */
  readonly outgoing?: Outgoing | null;
}

const isView = (text: string | null): text is View => views.some((view) => view === text);
const isIncidentView = (text: string | null): text is IncidentView =>
  incidentViews.some((show) => show === text);
const isShow = (text: string | null): text is Show => sendingViews.some((show) => show === text);

const id = /^\/(?<place>[acdims])\/(?<id>[0-9a-f-]{36})$/i;

const outgoingOf = (pathname: string, query: URLSearchParams): Outgoing | null => {
  const { place, id: opened = null } = id.exec(pathname)?.groups ?? {};
  const show = query.get('show');
  if (place === 'd' && opened) return { kind: 'draft', draftId: opened };
  if (pathname === '/drafts') return { kind: 'drafts' };
  if (place === 'a' || pathname === '/approvals') return { kind: 'approvals', draftId: opened };
  if (place === 'i' || pathname === '/incidents')
    return { kind: 'incidents', show: isIncidentView(show) ? show : 'open', incidentId: opened };
  if (place === 'c' || pathname === '/contacts')
    return { kind: 'contacts', contactId: opened, from: query.get('from') };
  if (place !== 's' && pathname !== '/sent') return null;
  return { kind: 'sent', show: isShow(show) ? show : 'all', sendingId: opened };
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
    case 'approvals':
      return outgoing.draftId ? `/a/${outgoing.draftId}` : '/approvals';
    case 'incidents':
      return outgoing.incidentId ? `/i/${outgoing.incidentId}` : '/incidents';
    case 'draft':
      return `/d/${outgoing.draftId}`;
    case 'contacts':
      return outgoing.contactId ? `/c/${outgoing.contactId}` : '/contacts';
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
  if (outgoing?.kind === 'contacts' && outgoing.from) query.set('from', outgoing.from);
  if (outgoing?.kind === 'incidents' && outgoing.show !== 'open') query.set('show', outgoing.show);
  const search = query.size > 0 ? `?${query}` : '';
  return pathOf(route) + search;
};
