import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import type { Session } from '../../store/sessions.ts';
import {
  ChangeContact,
  ContactList,
  ContactSearch,
  ContactWithHistory,
  NewContact,
  VerifyContact,
} from '#api';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';
import type { Actor } from '../../use-cases/actor.ts';

export interface ContactsDeps {
  readonly list: (actor: Actor, departmentId: string, search: string) => Promise<ContactList>;
  readonly open: (actor: Actor, id: string) => Promise<ContactWithHistory>;
  readonly add: (
    actor: Actor,
    departmentId: string,
    contact: NewContact,
  ) => Promise<ContactWithHistory>;
  readonly change: (
    actor: Actor,
    id: string,
    contact: ChangeContact,
  ) => Promise<ContactWithHistory>;
  readonly verify: (
    actor: Actor,
    id: string,
    verification: VerifyContact,
  ) => Promise<ContactWithHistory>;
  readonly remove: (actor: Actor, id: string) => Promise<void>;
  readonly restore: (actor: Actor, id: string) => Promise<ContactWithHistory>;
}

const ofDepartment = z.object({ departmentId: z.uuid() });
const params = z.object({ id: z.uuid() });
const success = {
  status: 200,
  description: 'the contact as it is now',
  schema: ContactWithHistory,
};
const changing = ['login-required', 'csrf-token-wrong', 'not-found'] as const;
const withBody = [...changing, 'request-invalid', 'content-type-wrong'] as const;
const withNumber = [
  ...withBody,
  'contact-exists',
  'number-invalid',
  'number-premium-rate',
  'number-country-blocked',
] as const;

/** Whom a department faxes; any member may change it, and all of it is on record. */
export const contactRoutes = (deps: ContactsDeps): Route<Session>[] => [
  visitorRoute({
    method: 'get',
    path: '/api/departments/:departmentId/contacts',
    summary: "A department's contacts by name, 200 at most, and functions of partners",
    accepts: {
      params: ofDepartment,
      query: z.object({ search: ContactSearch.default('') }),
    },
    success: { status: 200, description: 'the contacts', schema: ContactList },
    problems: ['login-required', 'not-found', 'request-invalid'],
    handle: async ({ params: { departmentId }, query }, session) =>
      json(await deps.list(session, departmentId, query.search)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/departments/:departmentId/contacts',
    summary: 'Adds a contact, verified already when one says how',
    accepts: { params: ofDepartment, body: NewContact },
    success,
    problems: withNumber,
    handle: async (input, session) =>
      json(await deps.add(session, input.params.departmentId, input.body)),
  }),
  visitorRoute({
    method: 'get',
    path: '/api/contacts/:id',
    summary: 'A contact, a removed one as well, with what was done with it',
    accepts: { params },
    success,
    problems: ['login-required', 'not-found'],
    handle: async (input, session) => json(await deps.open(session, input.params.id)),
  }),
  visitorRoute({
    method: 'put',
    path: '/api/contacts/:id',
    summary: 'Changes a contact; another number ends its verification',
    accepts: { params, body: ChangeContact },
    success,
    problems: [...withNumber, 'contact-changed'],
    handle: async (input, session) => json(await deps.change(session, input.params.id, input.body)),
  }),
  visitorRoute({
    method: 'post',
    path: '/api/contacts/:id/verify',
    summary: 'Says that one has verified the number that one sees, and how',
    accepts: { params, body: VerifyContact },
    success,
    problems: [...withBody, 'contact-changed'],
    handle: async (input, session) => json(await deps.verify(session, input.params.id, input.body)),
  }),
  visitorRoute({
    method: 'delete',
    path: '/api/contacts/:id',
    summary: 'Removes a contact; what was done with it stays',
    accepts: { params },
    success: { status: 204, description: 'removed' },
    problems: changing,
    handle: async (input, session) => {
      await deps.remove(session, input.params.id);
      return { kind: 'empty', status: 204 };
    },
  }),
  visitorRoute({
    method: 'post',
    path: '/api/contacts/:id/restore',
    summary: 'Takes the removal of a contact back',
    accepts: { params },
    success,
    problems: [...changing, 'contact-exists'],
    handle: async (input, session) => json(await deps.restore(session, input.params.id)),
  }),
];
