import type { z } from 'zod';

import { functionalAddressRoot } from '@kuvert/shared/partners/address';
import {
  MessageBundle,
  type MessageHeader,
  type Reference,
} from '@kuvert/shared/partners/fhir/resources';
import { icdOf } from '@kuvert/shared/partners/fhir/systems';
import { rejected, type Receipt } from '@kuvert/shared/partners/reasons';

import {
  entriesOf,
  identified,
  misshapen,
  organisationsOf,
  Unreadable,
  type Entries,
  type NamedId,
} from './fhir-references.ts';
import { focusOf, type Focused } from './fhir-task.ts';
import { writtenIn, type Written } from './fhir-written.ts';
import { readNeutralMessage, type ReadMessage } from './read-partner-message.ts';

type Rejected = Receipt & { readonly kind: 'rejected' };

/**
 * What a partner posted as a FHIR R4 message, as the same neutral message that the client API gives; the table in
 * docs/partner-gateway.md says what becomes of what.
 */
export const readFhirMessage = (json: unknown): ReadMessage | Rejected => {
  const parsed = MessageBundle.safeParse(json);
  if (!parsed.success) return wrongShape(parsed.error);
  try {
    const { referral, attributes } = attributesOf(parsed.data);
    return readNeutralMessage({ data: { type: 'messages', attributes } }, referral);
  } catch (error) {
    if (error instanceof Unreadable) return error.receipt;
    throw error;
  }
};

/** The first thing that is wrong, as a FHIRPath. */
const wrongShape = ({ issues: [issue] }: z.ZodError): Rejected => {
  const steps = (issue?.path ?? []).map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
  );
  const at = `Bundle${steps.join('')}`.slice(0, 200);
  return issue?.code === 'too_big'
    ? rejected('BV', 'too-long', at)
    : rejected('SV', 'structure', at);
};

const headerAt = 'Bundle.entry[0].resource';
const focusAt = `${headerAt}.focus[0]`;

const attributesOf = (bundle: MessageBundle) => {
  const header = bundle.entry[0]?.resource;
  if (header?.resourceType !== 'MessageHeader') throw misshapen(headerAt);
  const entries = entriesOf(bundle);
  const focus = focusOf(entries, header.focus[0] ?? {}, focusAt);
  const written = withFocus(focus, writtenIn(entries, focus.resource, focus.at));
  const attributes = { ...addressesOf(entries, header, written), ...contentOf(header, written) };
  // what nothing points to would be dropped
  const left = entries.firstUnused([
    'Communication',
    'ServiceRequest',
    'Task',
    'DocumentReference',
    'Binary',
    'Patient',
  ]);
  if (left !== undefined) throw misshapen(left);
  const isReferral = focus.resource.resourceType === 'ServiceRequest';
  return { referral: isReferral ? { answerBy: focus.answerBy ?? null } : null, attributes };
};

const withFocus = ({ texts, references }: Focused, written: Written): Written => ({
  ...written,
  texts: [...written.texts, ...texts],
  references: [...written.references, ...references],
});

const contentOf = ({ id, response }: MessageHeader, written: Written) => {
  const { label, texts, files, confidential, conversationId } = written;
  const refToMessageId = response?.identifier ?? written.refToMessageId;
  return {
    messageId: id,
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(refToMessageId === undefined ? {} : { refToMessageId }),
    confidentiality: confidential,
    label,
    digitalDocument: [{ documentId: '1', contentTextBody: texts, contentFiles: files }],
  };
};

const addressesOf = (entries: Entries, header: MessageHeader, written: Written) => {
  const [destination] = header.destination;
  const from = addressOf(entries, header.sender, header.source.endpoint, `${headerAt}.source`);
  const to = addressOf(
    entries,
    destination?.receiver,
    destination?.endpoint ?? '',
    `${headerAt}.destination[0]`,
  );
  const author = header.author
    ? identified(entries, header.author, 'Practitioner', `${headerAt}.author`)
    : [];
  return {
    sender: from.organisation,
    recipient: to.organisation,
    senderAttention: {
      subOrganization: from.subOrganization,
      attentionPerson: eachOnce([...author, ...written.senderPersons]),
      referenceId: written.references,
    },
    recipientAttention: {
      subOrganization: to.subOrganization,
      attentionPerson: written.recipientPersons,
    },
  };
};

/** The header's author is who wrote, as a rule. */
const eachOnce = (persons: readonly NamedId[]): NamedId[] => [
  ...new Map(persons.map((each) => [`${each.root} ${each.extension}`, each])).values(),
];

/** By the organisation's identifiers; what they don't say, the endpoint does, when it is a function's address. */
const addressOf = (
  entries: Entries,
  reference: Reference | undefined,
  endpoint: string,
  at: string,
) => {
  const organisations = organisationsOf(entries, reference, at);
  const identifiers = organisations.flatMap(({ identifier = [] }) => identifier);
  const address =
    identifiers.find(({ system }) => system === functionalAddressRoot)?.value ?? endpoint;
  const [organisation] = identifiers.flatMap(({ system, value }) => {
    const icd = icdOf(system);
    return icd === undefined ? [] : [`${icd}:${value}`];
  });
  const stated = organisation ?? /[0-9]{4}:[A-Za-z0-9.-]{1,200}$/.exec(address)?.[0];
  if (stated === undefined) throw misshapen(at);
  return {
    organisation: stated,
    subOrganization: { root: functionalAddressRoot, extension: address },
  };
};
