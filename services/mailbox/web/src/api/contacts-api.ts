import { useMemo } from 'react';
import type {
  ChangeContact,
  ContactList,
  ContactWithHistory,
  NewContact,
  VerifyContact,
} from '../../../src/http/api.ts';
import { useServices } from '../services.ts';
import { json, type Requests } from './requests.ts';

export interface ContactsApi {
  list(departmentId: string, search: string): Promise<ContactList>;
  contact(id: string): Promise<ContactWithHistory>;
  add(departmentId: string, contact: NewContact): Promise<ContactWithHistory>;
  change(id: string, contact: ChangeContact): Promise<ContactWithHistory>;
  verify(id: string, verification: VerifyContact): Promise<ContactWithHistory>;
  remove(id: string): Promise<void>;
  /** The undo of removing. */
  restore(id: string): Promise<ContactWithHistory>;
}

/** The API for whom a department faxes. */
const createContactsApi = (ask: Requests): ContactsApi => {
  const post = (path: string, body?: unknown): Promise<ContactWithHistory> =>
    json(ask(path, { method: 'POST', ...(body !== undefined && { body }) }));
  return {
    list: (departmentId, search) =>
      json(ask(`/api/departments/${departmentId}/contacts?${new URLSearchParams({ search })}`)),
    contact: (id) => json(ask(`/api/contacts/${id}`)),
    add: (departmentId, contact) => post(`/api/departments/${departmentId}/contacts`, contact),
    change: (id, contact) => json(ask(`/api/contacts/${id}`, { method: 'PUT', body: contact })),
    verify: (id, verification) => post(`/api/contacts/${id}/verify`, verification),
    remove: async (id) => void (await ask(`/api/contacts/${id}`, { method: 'DELETE' })),
    restore: (id) => post(`/api/contacts/${id}/restore`),
  };
};

/** It comes with what needs it, later than the first screen. */
export const useContactsApi = (): ContactsApi => {
  const { ask } = useServices();
  return useMemo(() => createContactsApi(ask), [ask]);
};
