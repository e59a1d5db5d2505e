import type { Outgoing } from '../route/route.ts';

/** What the window shows: where there is one column, reading hides the list; writing hides it everywhere. */
export const frameClass = (
  messageId: string | null | undefined,
  outgoing: Outgoing | null,
): string => {
  switch (outgoing?.kind) {
    case 'draft':
      return 'frame frame--reading frame--writing';
    case 'sent':
      return outgoing.sendingId ? 'frame frame--reading' : 'frame';
    case 'approvals':
      return outgoing.draftId ? 'frame frame--reading' : 'frame';
    case 'contacts':
      return outgoing.contactId ? 'frame frame--reading' : 'frame';
    case 'incidents':
      return outgoing.incidentId ? 'frame frame--reading' : 'frame';
    case 'drafts':
      return 'frame';
    case undefined:
      return messageId ? 'frame frame--reading' : 'frame';
  }
};
