import type { Request } from 'express';
import { z } from 'zod';

import {
  glassPage,
  type GlassDesk,
  type GlassForm,
  type GlassProblem,
} from '#web/glass/glass-page';
import { defineRoute, type Answer, type Route } from '@kuvert/platform/http/route';
import { glassMinutes, glassReasons } from '@kuvert/shared/break-glass';

import type { Session } from '../../store/sessions.ts';
import type { GlassOutcome } from '../../store/break-glass.ts';
import type { AskedGlass } from '../../use-cases/break-glass.ts';
import { plainAnswer } from '../pages.ts';
import { asLoggedIn, deskOf, formFields, type Desk } from './desk.ts';

export interface BreakGlassRoutesDeps extends Desk {
  readonly read: (session: Session) => Promise<GlassDesk>;
  readonly open: (session: Session, asked: AskedGlass) => Promise<GlassOutcome>;
  readonly end: (session: Session, id: string) => Promise<void>;
}

const Form = z.object({
  department: z.uuid(),
  kind: z.enum(glassReasons),
  reason: z.string().trim().min(3).max(2000),
  minutes: z.coerce.number().refine((minutes) => glassMinutes.some((each) => each === minutes)),
});
const End = z.object({ id: z.uuid() });

const success = { status: 200, description: 'the page', contentType: 'text/html' };

/** Another department for a stated reason: pages that work without a script. */
export const breakGlassRoutes = (deps: BreakGlassRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  return [
    route({
      method: 'get',
      path: '/break-glass',
      summary: 'Where one opens another department for a reason; who looked into one’s own',
      accepts: {},
      success,
      problems: ['audit-not-written'],
      handle: (_input, _context, { request }) =>
        asLoggedIn(deps, request, (session) => page(deps, request, session)),
    }),
    route({
      method: 'post',
      path: '/break-glass',
      summary:
        'Opens a department for a while; a form with its `csrf` token; audited, and told there',
      accepts: {},
      success: { status: 303, description: 'to the department' },
      problems: ['csrf-token-wrong', 'audit-not-written'],
      handle: (_input, _context, { request }) =>
        asLoggedIn(deps, request, (session) => open(deps, request, session)),
    }),
    route({
      method: 'post',
      path: '/break-glass/end',
      summary: 'Ends it before its time; a form with its `csrf` token; audited',
      accepts: {},
      success: { status: 303, description: 'to the mailbox' },
      problems: ['csrf-token-wrong', 'not-found'],
      handle: (_input, _context, { request }) =>
        asLoggedIn(deps, request, async (session) => {
          const { data } = End.safeParse(formFields(deps, request, session));
          if (data) await deps.end(session, data.id);
          return { kind: 'redirect', to: '/' };
        }),
    }),
  ];
};

const open = async (
  deps: BreakGlassRoutesDeps,
  request: Request,
  session: Session,
): Promise<Answer> => {
  const fields = formFields(deps, request, session);
  const { data: asked } = Form.safeParse(fields);
  if (!asked) return page(deps, request, session, { form: formOf(fields), problem: 'form' });
  const { department: departmentId, ...rest } = asked;
  const outcome = await deps.open(session, { departmentId, ...rest });
  if (outcome === 'opened' || outcome === 'open')
    return { kind: 'redirect', to: `/?department=${departmentId}` };
  return page(deps, request, session, { form: formOf(fields), problem: outcome });
};

const page = async (
  deps: BreakGlassRoutesDeps,
  request: Request,
  session: Session,
  more: { readonly form?: GlassForm; readonly problem?: GlassProblem } = {},
): Promise<Answer> =>
  plainAnswer(
    glassPage({
      ...deskOf(deps, request, session),
      now: deps.clock.now(),
      desk: await deps.read(session),
      form: { department: '', kind: '', reason: '', minutes: '30' },
      ...more,
    }),
  );

/** As it was written, so that nothing has to be written again. */
const formOf = (fields: Record<string, unknown>): GlassForm => {
  const text = (name: string): string => {
    const field = fields[name];
    return typeof field === 'string' ? field.slice(0, 2000) : '';
  };
  return {
    department: text('department'),
    kind: text('kind'),
    reason: text('reason'),
    minutes: text('minutes'),
  };
};
