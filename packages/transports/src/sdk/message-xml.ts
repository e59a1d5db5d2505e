import { functionalAddressRoot } from '@kuvert/shared/partners/address';
import type {
  Attention,
  SentAttributes,
  ServedAttributes,
  ServedDocument,
} from '@kuvert/shared/partners/client-api';

import { escaped } from './escaped.ts';
import { messageNamespace } from './message-rules.ts';

/** A message in the client API's shape, ours or somebody's, once it has its ids and its time. */
export type WholeMessage = Omit<ServedAttributes, 'messageStatus' | 'events'> &
  Pick<SentAttributes, 'generatingSystem'>;

/**
 * The SDK message 3 (`messagePayload`) of a message in the client API's shape, as a message service makes it for its
 * access point, or as it made the one of the other. What the API leaves out is left out, and the schema says whether it
 * may be; a label alone must be in the API and needn't be in a message, so that an empty one is none.
 */
export const messageXml = (attributes: WholeMessage): string => {
  const { generatingSystem, refToMessageId, recipientAttention, senderAttention } = attributes;
  const header = [
    // with milliseconds, as the rules want it
    text('creationDateTime', new Date(attributes.creationDateTime).toISOString()),
    text('messageId', attributes.messageId),
    text('conversationId', attributes.conversationId),
    ...optional('refToMessageId', refToMessageId),
    ...optional('label', attributes.label || undefined),
    text('confidentiality', String(attributes.confidentiality)),
    ...(generatingSystem
      ? [id('generatingSystem', generatingSystem.root ?? 'NA', generatingSystem.extension ?? 'NA')]
      : []),
    element('recipient', [
      id('recipientID', actorScheme, attributes.recipient),
      ...attention(recipientAttention),
    ]),
    element('sender', [
      id('senderID', actorScheme, attributes.sender),
      ...attention(senderAttention),
    ]),
  ];
  const message = element('message', [
    element('messageHeader', header),
    element('messageBody', (attributes.digitalDocument ?? []).map(documents)),
  ]);
  return `<messagePayload xmlns="${messageNamespace}">${message}</messagePayload>`;
};

const actorScheme = 'iso6523-actorid-upis';

const element = (name: string, children: readonly string[]): string =>
  `<${name}>${children.join('')}</${name}>`;

const text = (name: string, content: string): string => element(name, [escaped(content)]);

const optional = (name: string, content: string | undefined): readonly string[] =>
  content === undefined ? [] : [text(name, content)];

const id = (name: string, root: string, extension: string): string =>
  element(name, [text('root', root), text('extension', extension)]);

const attention = (who: Attention | undefined): readonly string[] => {
  if (!who) return [];
  const { attentionPerson = [], subOrganization, referenceId = [] } = who;
  const { root = functionalAddressRoot, extension, label } = subOrganization;
  const children = [
    ...attentionPerson.map((person) =>
      element('person', [
        id('personId', person.root, person.extension),
        text('label', person.label),
      ]),
    ),
    element('subOrganization', [
      id('organizationId', root, extension),
      ...optional('label', label),
    ]),
    ...referenceId.map((reference) =>
      element('reference', [
        id('referenceId', reference.root, reference.extension),
        text('label', reference.label),
      ]),
    ),
  ];
  return [element('attention', children)];
};

const documents = ({
  documentId,
  documentName,
  index,
  contentFiles = [],
  contentTextBody = [],
}: ServedDocument): string =>
  element('documents', [
    text('documentID', documentId),
    ...optional('documentName', documentName),
    ...optional('index', index),
    ...contentFiles.map(({ fileName, contentType, content }) =>
      element('ContentFiles', [
        text('fileName', fileName),
        text('contentType', contentType),
        text('content', content),
      ]),
    ),
    ...contentTextBody.map((body) => element('ContentText', [text('characterSequence', body)])),
  ]);
