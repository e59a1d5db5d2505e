import {
  isConfidential,
  type CodeableConcept,
  type Communication,
  type Reference,
  type ServiceRequest,
} from '@kuvert/shared/partners/fhir/resources';

import { fileOf, filesAt, type ContentFile } from './fhir-files.ts';
import {
  conceptWords,
  identified,
  messageIdOf,
  namedBy,
  refuse,
  type Entries,
  type NamedId,
} from './fhir-references.ts';

/** What was written, whichever resource holds it. */
export interface Written {
  readonly label: string | undefined;
  readonly texts: readonly string[];
  readonly files: readonly ContentFile[];
  readonly references: readonly NamedId[];
  readonly senderPersons: readonly NamedId[];
  readonly recipientPersons: readonly NamedId[];
  readonly confidential: boolean;
  readonly conversationId: string | undefined;
  readonly refToMessageId: string | undefined;
}

/** @param at the resource's FHIRPath. @throws Unreadable */
export const writtenIn = (
  entries: Entries,
  resource: Communication | ServiceRequest,
  at: string,
): Written =>
  resource.resourceType === 'Communication'
    ? ofCommunication(entries, resource, at)
    : ofServiceRequest(entries, resource, at);

const ofCommunication = (entries: Entries, communication: Communication, at: string): Written => {
  const { identifier = [], subject, about = [], basedOn = [], payload = [] } = communication;
  const {
    inResponseTo: [answered] = [],
    partOf: [whole] = [],
    sender,
    recipient = [],
  } = communication;
  return {
    label: conceptWords(communication.topic) ?? firstWords(communication.category),
    texts: [
      ...payload.flatMap(({ contentString }) => contentString ?? []),
      ...(communication.note ?? []).map(({ text }) => text),
    ],
    files: payload.flatMap(({ contentAttachment, contentReference }) => [
      ...(contentAttachment ? [fileOf(entries, contentAttachment, `${at}.payload`)] : []),
      ...(contentReference ? filesAt(entries, contentReference, `${at}.payload`) : []),
    ]),
    references: [
      ...(subject ? identified(entries, subject, 'Patient', `${at}.subject`) : []),
      ...identifier.map((each) => namedBy(each)),
      ...about.flatMap((each) => identified(entries, each, 'Patient', `${at}.about`)),
      ...cases(basedOn, `${at}.basedOn`),
    ],
    senderPersons: sender ? identified(entries, sender, 'Practitioner', `${at}.sender`) : [],
    recipientPersons: recipient.flatMap((each) =>
      identified(entries, each, 'Practitioner', `${at}.recipient`),
    ),
    confidential: isConfidential(communication.meta),
    conversationId: whole && (messageIdOf(whole) ?? refuse(`${at}.partOf`)),
    refToMessageId: answered
      ? (messageIdOf(answered) ?? refuse(`${at}.inResponseTo`))
      : firstMessage(basedOn),
  };
};

const ofServiceRequest = (entries: Entries, request: ServiceRequest, at: string): Written => {
  const {
    identifier = [],
    requisition,
    subject,
    basedOn = [],
    requester,
    performer = [],
  } = request;
  return {
    label: conceptWords(request.code) ?? firstWords(request.category),
    texts: [
      ...(request.reasonCode ?? []).flatMap((reason) => conceptWords(reason) ?? []),
      ...(request.note ?? []).map(({ text }) => text),
    ],
    files: (request.supportingInfo ?? []).flatMap((each) =>
      filesAt(entries, each, `${at}.supportingInfo`),
    ),
    references: [
      ...identified(entries, subject, 'Patient', `${at}.subject`),
      ...[...identifier, ...(requisition ? [requisition] : [])].map((each) => namedBy(each)),
      ...cases(basedOn, `${at}.basedOn`),
    ],
    senderPersons: requester
      ? identified(entries, requester, 'Practitioner', `${at}.requester`)
      : [],
    recipientPersons: performer.flatMap((each) =>
      identified(entries, each, 'Practitioner', `${at}.performer`),
    ),
    confidential: isConfidential(request.meta),
    conversationId: undefined,
    refToMessageId: firstMessage(basedOn),
  };
};

const firstMessage = (references: readonly Reference[]): string | undefined =>
  references.flatMap((reference) => messageIdOf(reference) ?? [])[0];

/** What a message is based on that is no message of ours: a case, by its number. */
const cases = (references: readonly Reference[], at: string): readonly NamedId[] =>
  references
    .filter((reference) => messageIdOf(reference) === undefined)
    .map(({ identifier, display }) => (identifier ? namedBy(identifier, display) : refuse(at)));

const firstWords = (concepts: readonly CodeableConcept[] = []): string | undefined =>
  concepts.flatMap((concept) => conceptWords(concept) ?? [])[0];
