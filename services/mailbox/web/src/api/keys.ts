import type { IncidentView, SendingView, View } from '../../../src/http/api.ts';

/** Keys of the query cache; a prefix names all below it. */
export const keys = {
  me: ['me'] as const,
  announcements: ['announcements'] as const,
  departments: ['departments'] as const,
  messagesOf: (departmentId: string) => ['messages', departmentId] as const,
  messages: (departmentId: string, view: View) => ['messages', departmentId, view] as const,
  message: (id: string) => ['message', id] as const,
  text: (id: string) => ['text', id] as const,
  partnerDetails: (id: string) => ['partner-details', id] as const,
  reading: (id: string) => ['reading', id] as const,
  drafts: (departmentId: string) => ['drafts', departmentId] as const,
  draft: (id: string) => ['draft', id] as const,
  /** The draft while it is being written, in this window. */
  composition: (draftId: string) => ['composition', draftId] as const,
  approvals: (departmentId: string) => ['approvals', departmentId] as const,
  approval: (id: string) => ['approval', id] as const,
  contactsOf: (departmentId: string) => ['contacts', departmentId] as const,
  contacts: (departmentId: string, search: string) => ['contacts', departmentId, search] as const,
  contact: (id: string) => ['contact', id] as const,
  sendingsOf: (departmentId: string) => ['sendings', departmentId] as const,
  sendings: (departmentId: string, view: SendingView) => ['sendings', departmentId, view] as const,
  sending: (id: string) => ['sending', id] as const,
  incidentsOf: (departmentId: string) => ['incidents', departmentId] as const,
  incidents: (departmentId: string, view: IncidentView) =>
    ['incidents', departmentId, view] as const,
  anyIncident: ['incident'] as const,
  incident: (id: string) => ['incident', id] as const,
};
