import type {
  Communication,
  Reference,
  ServiceRequest,
  Task,
} from '@kuvert/shared/partners/fhir/resources';

import { misshapen, namedBy, refuse, type Entries, type NamedId } from './fhir-references.ts';

/** What is written, and what its sender asks for where it is a referral. */
export interface Focused {
  readonly resource: Communication | ServiceRequest;
  /** Its FHIRPath. */
  readonly at: string;
  readonly texts: readonly string[];
  readonly references: readonly NamedId[];
  /** As `2027-01-07`: of a Task that says until when it is to be done. */
  readonly answerBy: string | undefined;
}

/** What a message is about: a Communication; or a ServiceRequest, as such or as the focus of a Task. @throws Unreadable */
export const focusOf = (entries: Entries, { reference }: Reference, at: string): Focused => {
  const types = ['Communication', 'ServiceRequest', 'Task'] as const;
  const found = entries.find(reference ?? '', types, at);
  return found.resourceType === 'Task'
    ? ofTask(entries, found, `${at}.resolve()`)
    : {
        ...{ resource: found, at: `${at}.resolve()` },
        ...{ texts: [], references: [], answerBy: undefined },
      };
};

const ofTask = (entries: Entries, task: Task, at: string): Focused => {
  const { description, note = [], identifier = [], groupIdentifier } = task;
  const resource = entries.find(task.focus.reference ?? '', ['ServiceRequest'], `${at}.focus`);
  if (task.for && !isSame(task.for, resource.subject)) throw misshapen(`${at}.for`);
  const end = task.restriction?.period?.end;
  return {
    resource,
    at: `${at}.focus.resolve()`,
    texts: [...(description === undefined ? [] : [description]), ...note.map(({ text }) => text)],
    references: [...identifier, ...(groupIdentifier ? [groupIdentifier] : [])].map((each) =>
      namedBy(each),
    ),
    answerBy:
      end === undefined ? undefined : (dayOf(end) ?? refuse(`${at}.restriction.period.end`)),
  };
};

/** One patient: nobody else's name would be lost. */
const isSame = (one: Reference, other: Reference): boolean =>
  one.reference === other.reference &&
  one.identifier?.system === other.identifier?.system &&
  one.identifier?.value === other.identifier?.value;

/** The day of a date or of a time, as it was written: R4 counts the whole of it (Period.end). */
const dayOf = (end: string): string | undefined => {
  const day = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(T|$)/.exec(end)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(end))) return undefined;
  // no 30 February, which Date takes for 2 March
  return new Date(`${day}T12:00:00Z`).toISOString().startsWith(day) ? day : undefined;
};
