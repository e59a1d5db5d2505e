import type { Department, View } from '../../../src/http/api.ts';
import type { Route } from '../route/route.ts';
import type { Words } from '../words/words.ts';

/** A way to what goes out, to whom, or to wrong recipients, with how much there waits for somebody. */
export interface OutgoingView {
  readonly kind: 'sent' | 'drafts' | 'approvals' | 'contacts' | 'incidents';
  readonly word: string;
  readonly count: {
    readonly n: number;
    readonly word: string;
    readonly tone: 'overdue' | 'plain';
  } | null;
  readonly route: Route;
}

const sentCount = (
  { attention, underWay }: Department['sending'],
  { sending }: Words,
): OutgoingView['count'] => {
  if (attention > 0) return { n: attention, word: sending.attention(attention), tone: 'overdue' };
  return underWay > 0 ? { n: underWay, word: sending.underWay(underWay), tone: 'plain' } : null;
};

/** A reader writes and approves nothing, and has no place for it. */
export const outgoingViews = (
  { id: departmentId, role, sending, openIncidents }: Department,
  view: View,
  words: Words,
): OutgoingView[] => {
  const at = (outgoing: NonNullable<Route['outgoing']>): Route => ({
    messageId: null,
    view,
    departmentId,
    outgoing,
  });
  const { drafts, toApprove, secondLook } = sending;
  const isReader = role === 'reader';
  const hasApprovals = !isReader && (secondLook === 'colleague' || toApprove > 0);
  return [
    {
      kind: 'sent',
      word: words.sending.sent,
      count: sentCount(sending, words),
      route: at({ kind: 'sent', show: 'all', sendingId: null }),
    },
    ...(isReader
      ? []
      : [
          {
            kind: 'drafts' as const,
            word: words.sending.drafts,
            count:
              drafts > 0 ? { n: drafts, word: words.sending.drafts, tone: 'plain' as const } : null,
            route: at({ kind: 'drafts' }),
          },
        ]),
    ...(hasApprovals
      ? [
          {
            kind: 'approvals' as const,
            word: words.sending.approvals,
            count:
              toApprove > 0
                ? {
                    n: toApprove,
                    word: words.sending.toApprove(toApprove),
                    tone: 'overdue' as const,
                  }
                : null,
            route: at({ kind: 'approvals', draftId: null }),
          },
        ]
      : []),
    {
      kind: 'contacts',
      word: words.sending.contacts,
      count: null,
      route: at({ kind: 'contacts', contactId: null }),
    },
    {
      kind: 'incidents',
      word: words.incidents.title,
      count:
        openIncidents > 0
          ? { n: openIncidents, word: words.incidents.open(openIncidents), tone: 'overdue' }
          : null,
      route: at({ kind: 'incidents', show: 'open', incidentId: null }),
    },
  ];
};
