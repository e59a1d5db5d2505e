import type { SamlExpectations } from './expectations.ts';
import { samlLimits } from './limits.ts';
import type { SamlRefusal } from './reasons.ts';
import { timeFault } from './times.ts';
import { childrenOf, ns, onlyChild, textOf, type XmlElement } from './xml.ts';

const child = (parent: XmlElement, name: string): XmlElement | undefined =>
  onlyChild(parent, ns.assertion, name);

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Conditions that are understood: each of the others may forbid what we do. */
const conditions: ReadonlySet<string> = new Set([
  'AudienceRestriction',
  'OneTimeUse',
  'ProxyRestriction',
]);

/** What of a signed assertion is against what was asked; undefined when nothing is. */
export const assertionFault = (
  assertion: XmlElement,
  expected: SamlExpectations,
): SamlRefusal | undefined =>
  timeFault(assertion, expected.at, ['IssueInstant']) ??
  issuerFault(assertion, expected) ??
  subjectFault(assertion, expected) ??
  conditionsFault(assertion, expected) ??
  authenticationFault(assertion, expected);

/** Who issued it; undefined when that isn't said, or twice. */
export const issuerOf = (element: XmlElement): string | undefined => {
  const issuer = child(element, 'Issuer');
  return issuer && textOf(issuer);
};

const issuerFault = (
  assertion: XmlElement,
  { issuer: wanted }: SamlExpectations,
): SamlRefusal | undefined => {
  const issuer = issuerOf(assertion);
  if (issuer === undefined) return 'issuer-missing';
  return wanted !== undefined && issuer !== wanted ? 'issuer-wrong' : undefined;
};

/** The one name identifier of the one subject, whole. */
export const nameIdOf = (
  assertion: XmlElement,
): { readonly nameId: string } | { readonly reason: SamlRefusal } => {
  const subject = child(assertion, 'Subject');
  const element = subject && child(subject, 'NameID');
  if (!element) return { reason: 'name-id-missing' };
  const nameId = textOf(element);
  return nameId !== undefined && isShortLine(nameId) ? { nameId } : { reason: 'name-id-malformed' };
};

const isShortLine = (text: string): boolean =>
  text.length <= samlLimits.nameId && !/\p{Cc}/u.test(text);

const subjectFault = (
  assertion: XmlElement,
  { at, recipient, requestId }: SamlExpectations,
): SamlRefusal | undefined => {
  const subject = child(assertion, 'Subject');
  if (!subject) return 'name-id-missing';
  const confirmation = child(subject, 'SubjectConfirmation');
  if (confirmation?.attributes.get('Method') !== bearer) return 'subject-confirmation-wrong';
  const data = child(confirmation, 'SubjectConfirmationData');
  if (!data) return 'subject-confirmation-wrong';
  if (data.attributes.get('Recipient') !== recipient) return 'recipient-wrong';
  if (data.attributes.get('InResponseTo') !== requestId) return 'request-unknown';
  return timeFault(data, at, ['NotOnOrAfter']);
};

const conditionsFault = (
  assertion: XmlElement,
  { at, audience }: SamlExpectations,
): SamlRefusal | undefined => {
  const stated = child(assertion, 'Conditions');
  if (!stated) return 'condition-unknown';
  const areKnown = stated.children.every(
    ({ namespace, name }) => namespace === ns.assertion && conditions.has(name),
  );
  if (!areKnown) return 'condition-unknown';
  const restrictions = childrenOf(stated, ns.assertion, 'AudienceRestriction');
  const isMeant = restrictions.every((restriction) =>
    childrenOf(restriction, ns.assertion, 'Audience').some((one) => textOf(one) === audience),
  );
  if (restrictions.length === 0 || !isMeant) return 'audience-wrong';
  return timeFault(stated, at, ['NotOnOrAfter']);
};

const authenticationFault = (
  assertion: XmlElement,
  { at, contexts, authenticatedSince }: SamlExpectations,
): SamlRefusal | undefined => {
  const statement = child(assertion, 'AuthnStatement');
  const context = statement && child(statement, 'AuthnContext');
  const reference = context && child(context, 'AuthnContextClassRef');
  const stated = reference && textOf(reference);
  if (!statement || stated === undefined) return 'authentication-missing';
  if (contexts !== undefined && !contexts.has(stated)) return 'authentication-context-wrong';
  const fault = timeFault(statement, at, ['AuthnInstant']);
  if (fault !== undefined || authenticatedSince === undefined) return fault;
  const authenticated = Date.parse(statement.attributes.get('AuthnInstant') ?? '');
  return authenticated < authenticatedSince.getTime() - samlLimits.skew
    ? 'authentication-too-old'
    : undefined;
};
