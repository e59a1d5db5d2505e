import { samlLimits } from './limits.ts';
import type { SamlRefusal } from './reasons.ts';
import type { XmlElement } from './xml.ts';

/** xs:dateTime in UTC, as SAML has it (core, 1.3.3). */
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

const timeOf = (text: string): number => (form.test(text) ? Date.parse(text) : Number.NaN);

/** What is wrong with an element at a time, by its attributes; those in `required` have to be there. */
export const timeFault = (
  { attributes }: XmlElement,
  at: Date,
  required: readonly TimeAttribute[],
): SamlRefusal | undefined => {
  for (const name of timeAttributes) {
    const text = attributes.get(name);
    if (text === undefined && required.includes(name)) return 'time-malformed';
    if (text === undefined) continue;
    const time = timeOf(text);
    if (Number.isNaN(time)) return 'time-malformed';
    const fault = ends.has(name) ? expiry(time, at) : beginning(time, at);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const timeAttributes = [
  'IssueInstant',
  'NotBefore',
  'NotOnOrAfter',
  'AuthnInstant',
  'SessionNotOnOrAfter',
] as const;

type TimeAttribute = (typeof timeAttributes)[number];

const ends: ReadonlySet<TimeAttribute> = new Set<TimeAttribute>([
  'NotOnOrAfter',
  'SessionNotOnOrAfter',
]);

const beginning = (time: number, at: Date): SamlRefusal | undefined =>
  time > at.getTime() + samlLimits.skew ? 'not-yet-valid' : undefined;

const expiry = (time: number, at: Date): SamlRefusal | undefined =>
  time <= at.getTime() - samlLimits.skew ? 'expired' : undefined;
