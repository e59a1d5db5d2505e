import type { Draft, View } from '../../../src/http/api.ts';
import type { Route } from '../route/route.ts';

/** Where one goes from a draft: to the fax that it answers, else to what was sent, else to the drafts. */
export const placeAfter = (
  { departmentId, replyTo }: Pick<Draft, 'departmentId' | 'replyTo'>,
  view: View,
  sendingId: string | null = null,
): Route => {
  if (replyTo) return { messageId: replyTo.messageId, departmentId, view };
  const outgoing = sendingId
    ? ({ kind: 'sent', show: 'all', sendingId } as const)
    : ({ kind: 'drafts' } as const);
  return { messageId: null, departmentId, view, outgoing };
};
