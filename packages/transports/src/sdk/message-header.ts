import { OrganisationId } from '@kuvert/shared/partners/address';

import { messageNamespace, uuid } from './message-rules.ts';
import { firstAt, type XmlElement } from './xml-tree.ts';

/** What a receipt needs of the message that it is for; undefined is what couldn't be read, or isn't one. */
export interface MessageHeader {
  /** A UUID, lower case. */
  readonly messageId: string | undefined;
  readonly sender: string | undefined;
  readonly recipient: string | undefined;
  /** The function that it is for, as the address book has it. */
  readonly recipientFunction: string | undefined;
}

/** Of any tree: of a message that is cut, or none, as much as there is. */
export const readHeader = (root: XmlElement | undefined): MessageHeader => {
  const header =
    root?.namespace === messageNamespace ? firstAt(root, 'message', 'messageHeader') : undefined;
  const text = (...names: readonly string[]): string | undefined => firstAt(header, ...names)?.text;
  return {
    messageId: uuidOf(text('messageId')),
    sender: organisationOf(text('sender', 'senderID', 'extension')),
    recipient: organisationOf(text('recipient', 'recipientID', 'extension')),
    recipientFunction: text(
      'recipient',
      'attention',
      'subOrganization',
      'organizationId',
      'extension',
    ),
  };
};

// what isn't of these shapes isn't copied into a receipt

const uuidOf = (text: string | undefined): string | undefined =>
  text !== undefined && uuid.test(text) ? text.toLowerCase() : undefined;

const organisationOf = (text: string | undefined): string | undefined =>
  OrganisationId.safeParse(text).data;
