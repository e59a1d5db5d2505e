import { functionalAddressRoot } from '@kuvert/shared/partners/address';
import { decodeBase64 } from '@kuvert/shared/partners/attached-file';

import { brokenRule, type Finding } from './finding.ts';
import { allOf, childrenOf, isEmpty, pathOf, type XmlElement } from './xml-tree.ts';

/** The namespace of an SDK message 3. */
export const messageNamespace = 'urn:riv:infrastructure:messaging:MessageWithAttachments:3';

const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{1,3}Z$/;
/** As the schematron wants one: in either case. */
export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who breaks a rule a thousand times is told ten times. */
const mostOfOneRule = 10;

interface Rule {
  readonly brokenBy: (root: XmlElement) => readonly XmlElement[];
  /** As the schematron says it, without the value. */
  readonly text: string;
}

const named = (root: XmlElement, name: string): readonly XmlElement[] =>
  allOf(root).filter((element) => element.name === name && element.namespace === messageNamespace);

/** As XPath counts characters: one outside of the basic plane is one, and two units of UTF-16. */
const isLonger = (text: string, most: number): boolean =>
  text.length > 2 * most || Array.from(text).length > most;

const actorScheme = (id: 'recipientID' | 'senderID'): Rule => ({
  brokenBy: (root) =>
    named(root, id)
      .flatMap((element) => childrenOf(element, 'root'))
      .filter(({ text }) => text !== 'iso6523-actorid-upis'),
  text: "Should be set to 'iso6523-actorid-upis'.",
});

const uuidIn = (name: string): Rule => ({
  brokenBy: (root) => named(root, name).filter(({ text }) => !uuid.test(text)),
  text: 'Is not a valid UUID.',
});

/**
 * The rules of Digg's schematron for SDK message 3 (MessageConstraints), which a schema can't say. Its own id names each
 * one; those that it has and doesn't use, or that can't work as written, are ours as its content specification (B1.3.3)
 * means them:
 *
 * - `contentFiles`: its pattern tests the first character alone. Here the whole is base64 (RFC 4648), which may be
 *   broken into lines.
 * - `creationDateTime`: its `.` before the fraction is any character. The schema lets no other through; here it is a dot.
 * - `OrganizationIdentifier`: is used nowhere, and asks for an attribute that the schema doesn't have. Here an
 *   organisation is `0203:` and a name.
 * - `contentAsTextType`: is used nowhere, and `not null` is no XPath. Here a document has a text or a file, as B1.3.3
 *   says of its schematron.
 * - `Equals` and `notAllowed`: used nowhere, about nothing. Not here.
 * - `conversationIdMustExist`: the schema says it first, so that a message without one has broken structure.
 */
export const messageRules = {
  verifyNonEmptyElements: {
    brokenBy: (root) => allOf(root).slice(1).filter(isEmpty),
    text: 'The element is included but empty.',
  },
  conversationIdMustExist: {
    brokenBy: (root) =>
      named(root, 'messageHeader').filter(
        (header) => childrenOf(header, 'conversationId').length !== 1,
      ),
    text: 'conversationId must be set, once.',
  },
  recipientIdvalue: actorScheme('recipientID'),
  senderIdvalue: actorScheme('senderID'),
  creationDateTime: {
    brokenBy: (root) => named(root, 'creationDateTime').filter(({ text }) => !timestamp.test(text)),
    text: "Timestamp should match pattern YYYY-MM-DD'T'hh:mm:ss.s'Z'.",
  },
  MessageId: uuidIn('messageId'),
  conversationId: uuidIn('conversationId'),
  refToMessageId: uuidIn('refToMessageId'),
  subjectlabel: {
    brokenBy: (root) =>
      named(root, 'label').filter(
        ({ parent, text }) => parent?.name === 'messageHeader' && isLonger(text, 256),
      ),
    text: 'String length exceeded maxlength 256.',
  },
  contentFiles: {
    brokenBy: (root) =>
      named(root, 'content').filter(
        ({ parent, text }) => parent?.name === 'ContentFiles' && decodeBase64(text) === undefined,
      ),
    text: 'Must be a valid base64 encoded string.',
  },
  subOrgRoot: {
    brokenBy: (root) =>
      named(root, 'organizationId')
        .filter(({ parent }) => parent?.name === 'subOrganization')
        .flatMap((id) => childrenOf(id, 'root'))
        .filter(({ text }) => text !== functionalAddressRoot),
    text: `Must be set to '${functionalAddressRoot}'.`,
  },
  OrganizationIdentifier: {
    brokenBy: (root) =>
      [...named(root, 'recipientID'), ...named(root, 'senderID')]
        .flatMap((id) => childrenOf(id, 'extension'))
        .filter(({ text }) => !/^0203:./.test(text)),
    text: "Should be set to '0203:' and the domain of an organisation.",
  },
  contentAsTextType: {
    brokenBy: (root) =>
      named(root, 'documents').filter(
        (document) =>
          childrenOf(document, 'ContentText').length === 0 &&
          childrenOf(document, 'ContentFiles').length === 0,
      ),
    text: 'Should have a text or a file.',
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** What of the rules a message breaks that keeps the schema. */
export const brokenRules = (root: XmlElement): readonly Finding[] =>
  Object.values(messageRules).flatMap(({ brokenBy, text }: Rule) =>
    brokenBy(root)
      .slice(0, mostOfOneRule)
      .map((element) => brokenRule('invariant', pathOf(element), text)),
  );
