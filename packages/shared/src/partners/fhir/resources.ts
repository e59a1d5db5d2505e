import { z } from 'zod';

import { mostMessageBytes } from '../client-api.ts';
import { confidentialitySystem, taskCodeSystem } from './systems.ts';

/**
 * The resources of FHIR R4 that a partner's message is made of, as far as they are read, strict: an element that isn't
 * here would be lost, so it is refused, modifiers and `contained` among them. What is `unread` says nothing that people
 * would miss.
 */

const unread = z.unknown().optional();
const short = z.string().min(1).max(256);
const text = z.string().min(1).max(20_000);
const few = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(20).optional();

const Coding = z.strictObject({
  system: short.optional(),
  version: unread,
  code: short.optional(),
  display: short.optional(),
  userSelected: unread,
});

export const CodeableConcept = z.strictObject({ coding: few(Coding), text: short.optional() });
export type CodeableConcept = z.infer<typeof CodeableConcept>;

export const Identifier = z.strictObject({
  use: unread,
  type: CodeableConcept.optional(),
  system: short,
  value: short,
  period: unread,
  assigner: unread,
});
export type Identifier = z.infer<typeof Identifier>;

export const Reference = z.strictObject({
  reference: short.optional(),
  type: unread,
  identifier: Identifier.optional(),
  display: short.optional(),
});
export type Reference = z.infer<typeof Reference>;

const HumanName = z.strictObject({
  use: unread,
  text: short.optional(),
  family: short.optional(),
  given: few(short),
  prefix: unread,
  suffix: unread,
  period: unread,
});
export type HumanName = z.infer<typeof HumanName>;

const Attachment = z.strictObject({
  contentType: short.optional(),
  language: unread,
  data: z.string().max(mostMessageBytes).optional(),
  url: short.optional(),
  size: unread,
  hash: unread,
  title: short.optional(),
  creation: unread,
});
export type Attachment = z.infer<typeof Attachment>;

const Annotation = z.strictObject({
  authorReference: unread,
  authorString: unread,
  time: unread,
  text,
});

const Meta = z.object({
  security: few(z.object({ system: z.string().optional(), code: z.string().optional() })),
});

/** As a rule its words say no more than the elements do; where they do, they would be lost (R4, Narrative.status). */
const Narrative = z.object({ status: z.enum(['generated', 'extensions', 'empty']) });

/** What every resource has. */
const base = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,64}$/)
    .optional(),
  meta: Meta.optional(),
  language: unread,
  text: Narrative.optional(),
  extension: unread,
};

const MessageHeader = z.strictObject({
  ...base,
  resourceType: z.literal('MessageHeader'),
  id: z.uuid().toLowerCase(),
  eventCoding: Coding.optional(),
  eventUri: short.optional(),
  destination: z
    .array(z.strictObject({ name: unread, endpoint: short, receiver: Reference.optional() }))
    .length(1),
  sender: Reference.optional(),
  enterer: unread,
  author: Reference.optional(),
  source: z.strictObject({
    name: unread,
    software: unread,
    version: unread,
    contact: unread,
    endpoint: short,
  }),
  reason: unread,
  response: z
    .strictObject({ identifier: z.uuid().toLowerCase(), code: z.literal('ok') })
    .optional(),
  focus: z.array(Reference).length(1),
  definition: unread,
});
export type MessageHeader = z.infer<typeof MessageHeader>;

/** It is no door for what can't wait, and nobody must think so. */
const priority = z.literal('routine').optional();

const Communication = z.strictObject({
  ...base,
  resourceType: z.literal('Communication'),
  identifier: few(Identifier),
  basedOn: few(Reference),
  partOf: z.array(Reference).max(1).optional(),
  inResponseTo: z.array(Reference).max(1).optional(),
  status: z.enum(['in-progress', 'completed']),
  category: few(CodeableConcept),
  priority,
  medium: unread,
  subject: Reference.optional(),
  topic: CodeableConcept.optional(),
  about: few(Reference),
  sent: unread,
  received: unread,
  recipient: few(Reference),
  sender: Reference.optional(),
  payload: few(
    z.strictObject({
      contentString: text.optional(),
      contentAttachment: Attachment.optional(),
      contentReference: Reference.optional(),
    }),
  ),
  note: few(Annotation),
});
export type Communication = z.infer<typeof Communication>;

const ServiceRequest = z.strictObject({
  ...base,
  resourceType: z.literal('ServiceRequest'),
  identifier: few(Identifier),
  basedOn: few(Reference),
  requisition: Identifier.optional(),
  status: z.literal('active'),
  intent: z.enum(['proposal', 'plan', 'order', 'original-order']),
  category: few(CodeableConcept),
  priority,
  code: CodeableConcept.optional(),
  subject: Reference,
  authoredOn: unread,
  requester: Reference.optional(),
  performer: few(Reference),
  reasonCode: few(CodeableConcept),
  supportingInfo: few(Reference),
  note: few(Annotation),
});
export type ServiceRequest = z.infer<typeof ServiceRequest>;

/** One that asks for a request to be done. What else Tasks are for, such as to call one off, is said in a message. */
const Task = z.strictObject({
  ...base,
  resourceType: z.literal('Task'),
  identifier: few(Identifier),
  groupIdentifier: Identifier.optional(),
  status: z.literal('requested'),
  intent: z.enum(['proposal', 'plan', 'order', 'original-order']),
  priority,
  code: CodeableConcept.refine(({ coding = [] }) =>
    coding.every(({ system, code }) => system !== taskCodeSystem || code === 'fulfill'),
  ).optional(),
  description: text.optional(),
  focus: Reference,
  for: Reference.optional(),
  executionPeriod: unread,
  authoredOn: unread,
  lastModified: unread,
  /** Who asks whom stands in the header. */
  requester: unread,
  owner: unread,
  note: few(Annotation),
  restriction: z
    .strictObject({
      repetitions: z.literal(1).optional(),
      period: z.strictObject({ start: unread, end: short.optional() }).optional(),
      recipient: unread,
    })
    .optional(),
});
export type Task = z.infer<typeof Task>;

const DocumentReference = z.strictObject({
  ...base,
  resourceType: z.literal('DocumentReference'),
  masterIdentifier: unread,
  identifier: unread,
  status: z.literal('current'),
  docStatus: unread,
  type: unread,
  category: unread,
  subject: unread,
  date: unread,
  author: unread,
  description: short.optional(),
  securityLabel: unread,
  content: z
    .array(z.strictObject({ attachment: Attachment, format: unread }))
    .min(1)
    .max(20),
});
export type DocumentReference = z.infer<typeof DocumentReference>;

const Binary = z.strictObject({
  id: base.id,
  meta: base.meta,
  language: unread,
  resourceType: z.literal('Binary'),
  contentType: short,
  securityContext: unread,
  /** Base64; whether it is, is found out when it is decoded. */
  data: z.string().max(mostMessageBytes),
});
export type Binary = z.infer<typeof Binary>;

const Organization = z.strictObject({
  ...base,
  resourceType: z.literal('Organization'),
  identifier: few(Identifier),
  active: unread,
  type: unread,
  name: short.optional(),
  alias: unread,
  telecom: unread,
  address: unread,
  partOf: Reference.optional(),
  contact: unread,
  endpoint: unread,
});
export type Organization = z.infer<typeof Organization>;

/** What is known of a person is who it is; the rest stands in the document. */
const person = {
  ...base,
  identifier: few(Identifier),
  active: unread,
  name: few(HumanName),
  telecom: unread,
  gender: unread,
  birthDate: unread,
  address: unread,
};

const Patient = z.strictObject({ ...person, resourceType: z.literal('Patient') });
const Practitioner = z.strictObject({
  ...person,
  resourceType: z.literal('Practitioner'),
  qualification: unread,
});
export type Person = z.infer<typeof Patient> | z.infer<typeof Practitioner>;

/** Somebody in a post: who it is, and what the post is called. */
const PractitionerRole = z.strictObject({
  ...base,
  resourceType: z.literal('PractitionerRole'),
  identifier: few(Identifier),
  active: unread,
  period: unread,
  practitioner: Reference.optional(),
  organization: unread,
  code: few(CodeableConcept),
  specialty: unread,
  location: unread,
  healthcareService: unread,
  telecom: unread,
  availableTime: unread,
  notAvailable: unread,
  availabilityExceptions: unread,
  endpoint: unread,
});

const Resource = z.discriminatedUnion('resourceType', [
  MessageHeader,
  Communication,
  ServiceRequest,
  Task,
  DocumentReference,
  Binary,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
]);
export type Resource = z.infer<typeof Resource>;

const Entry = z.strictObject({
  fullUrl: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/i),
  resource: Resource,
});

/** A message: its header first, and whatever it points to. */
export const MessageBundle = z.strictObject({
  resourceType: z.literal('Bundle'),
  id: base.id,
  meta: base.meta,
  language: unread,
  identifier: unread,
  type: z.literal('message'),
  timestamp: unread,
  entry: z.array(Entry).min(2).max(50),
});
export type MessageBundle = z.infer<typeof MessageBundle>;

/** Unrestricted or low, by HL7's list; whatever isn't said to be is confidential. */
export const isConfidential = (meta: z.infer<typeof Meta> | undefined): boolean =>
  !(meta?.security ?? []).some(
    ({ system, code }) => system === confidentialitySystem && (code === 'U' || code === 'L'),
  );
