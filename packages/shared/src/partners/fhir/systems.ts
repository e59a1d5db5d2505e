/**
 * What FHIR calls a system, the client API calls a root: an OID stands as `urn:oid:…` in the one and bare in the other,
 * anything else is the same.
 */
export const rootOf = (system: string): string => system.replace(/^urn:oid:(?=[0-9])/, '');

export const systemOf = (root: string): string =>
  /^[0-2](\.[0-9]+)+$/.test(root) ? `urn:oid:${root}` : root;

/** Personal numbers, coordination numbers and reserve numbers of Sweden: what stands under them is a patient. */
export const patientSystems: ReadonlySet<string> = new Set([
  'urn:oid:1.2.752.129.2.1.3.1',
  'urn:oid:1.2.752.129.2.1.3.2',
  'urn:oid:1.2.752.129.2.1.3.3',
]);

/** Of a value that is a URI itself, such as `urn:uuid:…` (R4, Identifier.system). */
export const uriSystem = 'urn:ietf:rfc:3986';

/** Organisations by ISO 6523, as ebCore Party Id Type 1.0 names the list; the value is the domain. */
export const organisationSystem = (icd: string): string =>
  `urn:oasis:names:tc:ebcore:partyid-type:iso6523:${icd}`;

const organisationSystemForm = /^urn:oasis:names:tc:ebcore:partyid-type:iso6523:([0-9]{4})$/;

/** The four digits of an organisation's list, from the system; undefined of another system. */
export const icdOf = (system: string): string | undefined =>
  organisationSystemForm.exec(system)?.[1];

export const confidentialitySystem = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/** What a message of ours is, in `MessageHeader.event`. */
export const messageEvent = 'urn:x-kuvert:partner:message';

/** What an answer of ours is. */
export const acknowledgementEvent = 'urn:x-kuvert:partner:acknowledgement';

/** Of the codes in an OperationOutcome: the receipt's code and reason, such as `BV duplicate`, or a problem's code. */
export const reasonSystem = 'urn:x-kuvert:partner:reason';

/** HL7's list of what a Task is for. */
export const taskCodeSystem = 'http://hl7.org/fhir/CodeSystem/task-code';

/** Of `Task.businessStatus`: where a referral is, in our own states. */
export const referralStateSystem = 'urn:x-kuvert:partner:referral';

/** Of `Task.statusReason`: where to look; what is missing, or why not, people say in their replies. */
export const referralReasonSystem = 'urn:x-kuvert:partner:referral-reason';

export const fhirMediaType = 'application/fhir+json';
