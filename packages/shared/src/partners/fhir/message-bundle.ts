import type { AttentionPerson, Attention, MessageAttributes, Reference } from '../client-api.ts';
import {
  confidentialitySystem,
  messageEvent,
  organisationSystem,
  patientSystems,
  systemOf,
  uriSystem,
} from './systems.ts';

type Written = Pick<
  MessageAttributes,
  | 'messageId'
  | 'confidentiality'
  | 'sender'
  | 'recipient'
  | 'senderAttention'
  | 'recipientAttention'
  | 'label'
> & {
  readonly conversationId?: string | undefined;
  readonly refToMessageId?: string | undefined;
  readonly digitalDocument?: MessageAttributes['digitalDocument'] | undefined;
};

/**
 * A message as a FHIR R4 Bundle of type message: MessageHeader, Communication, and a DocumentReference with its Binary
 * for each file.
 * @param newUuid names the resources in the Bundle
 */
export const messageBundle = (message: Written, newUuid: () => string): object => {
  const { messageId, sender, recipient, senderAttention, recipientAttention } = message;
  const from = organisation(sender, senderAttention, newUuid());
  const to = organisation(recipient, recipientAttention, newUuid());
  const files = filesOf(message, newUuid);
  const communication = entry(newUuid(), communicationOf(message, files));
  const header = {
    resourceType: 'MessageHeader',
    id: messageId,
    eventUri: messageEvent,
    source: { endpoint: senderAttention.subOrganization.extension },
    sender: { reference: from.fullUrl },
    destination: [
      {
        endpoint: recipientAttention.subOrganization.extension,
        receiver: { reference: to.fullUrl },
      },
    ],
    focus: [{ reference: communication.fullUrl }],
  };
  return {
    resourceType: 'Bundle',
    id: newUuid(),
    type: 'message',
    entry: [
      entry(messageId, header),
      communication,
      from,
      to,
      ...files.flatMap(({ document, binary }) => [document, binary]),
    ],
  };
};

const entry = <Resource extends object>(uuid: string, resource: Resource) => ({
  fullUrl: `urn:uuid:${uuid}`,
  resource,
});

/** A function, which carries its organisation's identifier as well. */
const organisation = (id: string, { subOrganization }: Attention, uuid: string) => {
  const { root, extension, label } = subOrganization;
  const [icd = '', domain = ''] = id.split(':');
  return entry(uuid, {
    resourceType: 'Organization',
    identifier: [
      ...(root === undefined ? [] : [{ system: root, value: extension }]),
      { system: organisationSystem(icd), value: domain },
    ],
    ...(label === undefined ? {} : { name: label }),
  });
};

const communicationOf = (message: Written, files: readonly FileEntries[]) => {
  const { conversationId, refToMessageId, confidentiality, label, digitalDocument = [] } = message;
  const { senderAttention, recipientAttention } = message;
  const references = [
    ...(senderAttention.referenceId ?? []),
    ...(recipientAttention.referenceId ?? []),
  ];
  const subject = references.find(({ root }) => patientSystems.has(systemOf(root)));
  const [author] = senderAttention.attentionPerson ?? [];
  const texts = digitalDocument.flatMap(({ contentTextBody = [] }) => contentTextBody);
  return {
    resourceType: 'Communication',
    meta: { security: [{ system: confidentialitySystem, code: confidentiality ? 'R' : 'U' }] },
    status: 'completed',
    ...(conversationId === undefined ? {} : { partOf: [messageReference(conversationId)] }),
    ...(refToMessageId === undefined ? {} : { inResponseTo: [messageReference(refToMessageId)] }),
    ...(subject ? { subject: logical('Patient', subject) } : {}),
    ...some(
      'about',
      references.filter((each) => each !== subject).map((each) => logical(undefined, each)),
    ),
    // R4 has no empty text
    ...(label === '' ? {} : { topic: { text: label } }),
    ...(author ? { sender: logical('Practitioner', author) } : {}),
    ...some(
      'recipient',
      (recipientAttention.attentionPerson ?? []).map((each) => logical('Practitioner', each)),
    ),
    ...some('payload', [
      ...texts.map((contentString) => ({ contentString })),
      ...files.map(({ document }) => ({ contentReference: { reference: document.fullUrl } })),
    ]),
  };
};

/** R4 has no empty lists. */
const some = (name: string, list: readonly object[]) => (list.length === 0 ? {} : { [name]: list });

const logical = (
  type: 'Patient' | 'Practitioner' | undefined,
  { root, extension, label }: Reference | AttentionPerson,
) => ({
  ...(type === undefined ? {} : { type }),
  identifier: { system: systemOf(root), value: extension },
  display: label,
});

const messageReference = (id: string) => ({
  type: 'Communication',
  identifier: { system: uriSystem, value: `urn:uuid:${id}` },
});

type FileEntries = ReturnType<typeof filesOf>[number];

const filesOf = ({ digitalDocument = [] }: Written, newUuid: () => string) =>
  digitalDocument
    .flatMap(({ contentFiles = [] }) => contentFiles)
    .map(({ fileName, contentType, content }) => {
      const binary = entry(newUuid(), { resourceType: 'Binary', contentType, data: content });
      const attachment = { contentType, url: binary.fullUrl, title: fileName };
      const document = entry(newUuid(), {
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment }],
      });
      return { document, binary };
    });
