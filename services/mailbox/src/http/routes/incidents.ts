import { z } from 'zod';

import type { Route } from '@kuvert/platform/http/route';

import {
  CloseIncident,
  FoundSending,
  Incident,
  IncidentPage,
  IncidentView,
  NoteIncident,
  ReportIncident,
  SendingCode,
  type Locale,
} from '#api';
import type { IncidentSubject } from '../../store/incident-rows.ts';
import type { Session } from '../../store/sessions.ts';
import type { Actor } from '../../use-cases/actor.ts';
import type { IncidentStep } from '../../use-cases/follow-incident.ts';
import type { IncidentReader } from '../../use-cases/read-incidents.ts';
import { localeOf } from '../language.ts';
import { visitorRoute } from '../visitor.ts';
import { json } from './json.ts';

export interface IncidentsDeps {
  readonly reader: IncidentReader;
  readonly report: (
    actor: Actor,
    subject: IncidentSubject,
    report: ReportIncident,
  ) => Promise<Incident>;
  readonly follow: (actor: Actor, id: string, step: IncidentStep) => Promise<Incident>;
  /** @returns a ZIP */
  readonly exported: (session: Session, id: string, locale: Locale) => Promise<Uint8Array>;
}

const params = z.object({ id: z.uuid() });
const success = { status: 200, description: 'the incident as it is now', schema: Incident };
const withBody = [
  'login-required',
  'csrf-token-wrong',
  'not-found',
  'request-invalid',
  'content-type-wrong',
] as const;

/** Wrong recipients, in and out. */
export const incidentRoutes = (deps: IncidentsDeps): Route<Session>[] => {
  const report = (kind: IncidentSubject['kind'], path: string, summary: string): Route<Session> =>
    visitorRoute({
      method: 'post',
      path,
      summary,
      accepts: { params, body: ReportIncident },
      success,
      problems: [
        ...withBody,
        'incident-open',
        ...(kind === 'sending' ? ['nothing-left' as const] : []),
      ],
      handle: async ({ params: { id }, body }, session) =>
        json(await deps.report(session, { kind, id }, body)),
    });
  return [
    visitorRoute({
      method: 'get',
      path: '/api/departments/:departmentId/incidents',
      summary: 'Wrong recipients of a department, newest first, 50 a page',
      accepts: {
        params: z.object({ departmentId: z.uuid() }),
        query: z.object({
          view: IncidentView.default('open'),
          cursor: z.string().max(100).optional(),
        }),
      },
      success: { status: 200, description: 'one page', schema: IncidentPage },
      problems: ['login-required', 'not-found', 'request-invalid'],
      handle: async ({ params: { departmentId }, query }, session) =>
        json(await deps.reader.list(session, { departmentId, ...query })),
    }),
    visitorRoute({
      method: 'get',
      path: '/api/incidents/:id',
      summary: 'An incident with what people did and wrote',
      accepts: { params },
      success,
      problems: ['login-required', 'not-found', 'document-damaged'],
      handle: async (input, session) => json(await deps.reader.incident(session, input.params.id)),
    }),
    visitorRoute({
      method: 'get',
      path: '/api/sendings/by-code/:code',
      summary: 'What was sent under the code that a wrong receiver reads from the cover sheet',
      accepts: { params: z.object({ code: SendingCode }) },
      success: { status: 200, description: 'where it is', schema: FoundSending },
      problems: ['login-required', 'not-found'],
      handle: async (input, session) => json(await deps.reader.byCode(session, input.params.code)),
    }),
    report('message', '/api/messages/:id/incident', 'Reports a fax that came here by mistake'),
    report(
      'sending',
      '/api/sendings/:id/incident',
      'Reports a fax that went to a wrong recipient; it is not sent again',
    ),
    visitorRoute({
      method: 'post',
      path: '/api/incidents/:id/notes',
      summary: 'Adds a note, which stays as it is',
      accepts: { params, body: NoteIncident },
      success,
      problems: withBody,
      handle: async ({ params: { id }, body }, session) =>
        json(await deps.follow(session, id, { kind: 'noted', ...body })),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/incidents/:id/close',
      summary: 'Closes an incident, with whether an authority was told, and why',
      accepts: { params, body: CloseIncident },
      success,
      problems: [...withBody, 'incident-closed'],
      handle: async ({ params: { id }, body }, session) =>
        json(await deps.follow(session, id, { kind: 'closed', ...body })),
    }),
    visitorRoute({
      method: 'post',
      path: '/api/incidents/:id/reopen',
      summary: 'Opens a closed incident again',
      accepts: { params, body: NoteIncident },
      success,
      problems: [...withBody, 'incident-open'],
      handle: async ({ params: { id }, body }, session) =>
        json(await deps.follow(session, id, { kind: 'reopened', ...body })),
    }),
    visitorRoute({
      method: 'get',
      path: '/api/incidents/:id/export',
      summary: 'A report as PDF/A and the rows of the audit trail, in one ZIP; audited',
      accepts: { params },
      success: { status: 200, description: 'ZIP', contentType: 'application/zip' },
      problems: ['login-required', 'not-found', 'page-not-rendered', 'audit-not-written'],
      handle: async ({ params: { id } }, session, { request }) => {
        const locale = localeOf(session.locale, request.get('accept-language'));
        const bytes = await deps.exported(session, id, locale);
        const headers = {
          'content-disposition': `attachment; filename="incident-${id.slice(0, 8)}.zip"`,
        };
        return { kind: 'bytes', contentType: 'application/zip', bytes, headers };
      },
    }),
  ];
};
