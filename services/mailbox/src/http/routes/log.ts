import type { Request } from 'express';
import { z } from 'zod';

import type { LogAnswer } from '#web/log/log-page';
import { logExtractPage, logPage, type LogForm } from '#web/log/log-page';
import { inputTime } from '#web/time/input-time';
import type { Answer, Route } from '@kuvert/platform/http/route';
import { defineRoute } from '@kuvert/platform/http/route';
import { admit, type SharedLimit } from '@kuvert/platform/limits/shared-limit';
import { daysAfter } from '@kuvert/shared/day';

import type { Session } from '../../store/sessions.ts';
import { extractRows, mostDays, type LogQuery } from '../../use-cases/read-log.ts';
import { plainAnswer } from '../pages.ts';
import { deskOf, formFields } from './desk.ts';
import { asAuditor, type LogDesk } from './log-desk.ts';

export interface LogRoutesDeps extends LogDesk {
  readonly departments: (
    session: Session,
  ) => Promise<readonly { readonly id: string; readonly name: string }[]>;
  readonly search: (
    session: Session,
    query: LogQuery,
    what: 'page' | 'extract',
  ) => Promise<LogAnswer>;
  /** By person. */
  readonly limit: SharedLimit;
}

/** An empty field of a form is nothing. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema.optional());

const Form = z
  .object({
    name: z.string().trim().max(200).default(''),
    document: z.string().trim().max(200).default(''),
    patient: z.string().trim().max(40).default(''),
    department: optional(z.uuid()),
    from: z.iso.date(),
    until: z.iso.date(),
    reads: z.string().max(1).optional(),
    /** Whose rows are seen, with the name that the form had then; and who was chosen now. */
    person: optional(z.uuid()),
    personName: z.string().max(400).default(''),
    pick: optional(z.uuid()),
    before: optional(z.coerce.number().int().positive()),
  })
  .refine(({ from, until }) => from <= until && until <= daysAfter(from, mostDays - 1));

const success = { status: 200, description: 'the page', contentType: 'text/html' };

/** The log for auditors: pages that work without a script. What is searched for goes in the body, never in an address. */
export const logRoutes = (deps: LogRoutesDeps): Route<undefined>[] => {
  const route = defineRoute<undefined>();
  return [
    route({
      method: 'get',
      path: '/log',
      summary: 'Where auditors search the log; without a session, to the login',
      accepts: {},
      success,
      problems: ['not-found'],
      handle: (_input, _context, { request }) =>
        asAuditor(deps, request, (session) => page(deps, request, session, emptyForm(deps))),
    }),
    route({
      method: 'post',
      path: '/log',
      summary: 'Rows of the log, 100 at a time; a form with its `csrf` token; audited',
      accepts: {},
      success,
      problems: ['not-found', 'csrf-token-wrong', 'audit-not-written', 'rate-limited'],
      handle: (_input, _context, { request }) =>
        asAuditor(deps, request, (session) => search(deps, request, session, 'page')),
    }),
    route({
      method: 'post',
      path: '/log/extract',
      summary: 'What was read of a document, or by an employee, to be printed; audited',
      accepts: {},
      success,
      problems: ['not-found', 'csrf-token-wrong', 'audit-not-written', 'rate-limited'],
      handle: (_input, _context, { request }) =>
        asAuditor(deps, request, (session) => search(deps, request, session, 'extract')),
    }),
  ];
};

const search = async (
  deps: LogRoutesDeps,
  request: Request,
  session: Session,
  what: 'page' | 'extract',
): Promise<Answer> => {
  const fields = formFields(deps, request, session);
  await admit(deps.limit, session.person, session.person);
  const { data: asked } = Form.safeParse(fields);
  if (!asked) {
    const answer = { kind: 'problem', problem: 'form' } as const;
    return page(deps, request, session, emptyForm(deps), answer);
  }
  const { name, document, patient, from, until, pick, person, personName } = asked;
  const isSame = person !== undefined && name === personName;
  const query: LogQuery = {
    person: pick ?? (isSame ? person : null),
    name,
    document,
    patient,
    department: asked.department ?? null,
    from,
    until,
    readsOnly: asked.reads === '1',
    before: asked.before ?? null,
  };
  const answer = await deps.search(session, query, what);
  if (what === 'page' || answer.kind !== 'rows') return page(deps, request, session, query, answer);
  return plainAnswer(
    logExtractPage({
      ...deskOf(deps, request, session),
      now: deps.clock.now(),
      from,
      until,
      most: extractRows,
      rows: answer.rows,
      isMore: answer.isMore,
      unasked: answer.unasked,
    }),
  );
};

const page = async (
  deps: LogRoutesDeps,
  request: Request,
  session: Session,
  form: LogForm,
  answer?: LogAnswer,
): Promise<Answer> =>
  plainAnswer(
    logPage({
      ...deskOf(deps, request, session),
      now: deps.clock.now(),
      departments: await deps.departments(session),
      form,
      ...(answer && { answer }),
    }),
  );

/** The last week. */
const emptyForm = ({ clock, timeZone }: LogRoutesDeps): LogForm => {
  const today = inputTime(clock.now(), timeZone).slice(0, 10);
  return {
    name: '',
    department: null,
    document: '',
    patient: '',
    from: daysAfter(today, -6),
    until: today,
    readsOnly: false,
  };
};
