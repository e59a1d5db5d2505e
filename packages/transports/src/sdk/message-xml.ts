import { functionalAddressRoot } from '@kuvert/shared/partners/address';
import type {
  Attention,
  DigitalDocument,
  SentAttributes,
} from '@kuvert/shared/partners/client-api';

import { escaped } from './escaped.ts';
import { messageNamespace } from './message-rules.ts';

/**
 * The SDK message 3 (`messagePayload`) of a message in the client API's shape, as a message service makes it for its
 * access point. What isn't in the shape is what the API's producer adds: ids and time are there by then.
 */
export const messageXml = (
  attributes: SentAttributes & {
    readonly creationDateTime: string;
    readonly conversationId: string;
  },
): string => {
  const { generatingSystem, refToMessageId, recipientAttention, senderAttention } = attributes;
  const header = [
    // with milliseconds, as the rules want it
    text('creationDateTime', new Date(attributes.creationDateTime).toISOString()),
    text('messageId', attributes.messageId),
    text('conversationId', attributes.conversationId),
    ...optional('refToMessageId', refToMessageId),
    text('label', attributes.label),
    text('confidentiality', String(attributes.confidentiality)),
    ...(generatingSystem
      ? [id('generatingSystem', generatingSystem.root ?? 'NA', generatingSystem.extension ?? 'NA')]
      : []),
    element('recipient', [
      id('recipientID', actorScheme, attributes.recipient),
      attention(recipientAttention),
    ]),
    element('sender', [id('senderID', actorScheme, attributes.sender), attention(senderAttention)]),
  ];
  const message = element('message', [
    element('messageHeader', header),
    element('messageBody', attributes.digitalDocument.map(documents)),
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

const attention = ({
  attentionPerson = [],
  subOrganization,
  referenceId = [],
}: Attention): string =>
  element('attention', [
    ...attentionPerson.map(({ root, extension, label }) =>
      element('person', [id('personId', root, extension), text('label', label)]),
    ),
    element('subOrganization', [
      id(
        'organizationId',
        subOrganization.root ?? functionalAddressRoot,
        subOrganization.extension,
      ),
      ...optional('label', subOrganization.label),
    ]),
    ...referenceId.map(({ root, extension, label }) =>
      element('reference', [id('referenceId', root, extension), text('label', label)]),
    ),
  ]);

const documents = ({
  documentId,
  documentName,
  index,
  contentFiles = [],
  contentTextBody = [],
}: DigitalDocument): string =>
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
