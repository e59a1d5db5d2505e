import { createHash } from 'node:crypto';

import { receiptOfRepeated, type Earlier } from '@kuvert/shared/partners/duplicate';

import { pdf, wrongFiles } from './attached-files.ts';
import { unlikeEnvelope, unsafeEnvelope, type Envelope } from './envelope.ts';
import { brokenRule, mostMessageBytes, tooLong, wrongStructure, type Finding } from './finding.ts';
import { readHeader, type MessageHeader } from './message-header.ts';
import { brokenRules } from './message-rules.ts';
import { receiptXml, type ReceiptStamp } from './receipt-xml.ts';
import { readStructure } from './structure.ts';
import { parseBeginning, type XmlElement } from './xml-tree.ts';

/** What the answer to a message was. */
export interface SdkReceipt {
  /** None when the message is accepted. */
  readonly findings: readonly Finding[];
  /** The receipt as it goes back. */
  readonly xml: string;
}

/** The answer to a message, with the hash of its bytes: what comes again under its id is answered by it. */
export type Answered = Earlier<SdkReceipt>;

/** What is known of a message besides its bytes, by whoever makes the receipt. */
export interface Known {
  /** How the message of that id was answered that came before, if one did. */
  readonly answered?: (messageId: string) => Answered | undefined;
  readonly envelope?: Envelope;
  /** The function addresses that there are; without it every one is taken. */
  readonly functionAddresses?: ReadonlySet<string>;
  /** Media types that are taken besides PDF, in lower case. */
  readonly otherTypes?: readonly string[];
}

export interface Judged {
  readonly header: MessageHeader;
  readonly receipt: SdkReceipt;
  /** To be kept under the message's id; undefined of what has none that counts. */
  readonly keep: { readonly messageId: string; readonly answered: Answered } | undefined;
}

/**
 * The receipt of an SDK message 3 (`messagePayload`), whatever the bytes are: the same for the same bytes, knowledge and
 * stamp. The rules are Digg's content specification B1.3.3, chapter 5.3: size, structure, then everything that is said
 * of a message that has the structure. A `refToMessageId` that nobody knows is accepted.
 */
export const receiptFor = async (
  message: Uint8Array,
  known: Known,
  stamp: ReceiptStamp,
): Promise<Judged> => {
  const unsafe = unsafeEnvelope(known.envelope ?? {});
  const read: Read =
    unsafe.length > 0
      ? { header: headerOfBeginning(message), faults: unsafe }
      : await readMessage(message);
  const { header } = read;
  const answer = (findings: readonly Finding[]): SdkReceipt => ({
    findings,
    xml: receiptXml(header, findings, stamp),
  });
  if ('faults' in read) return { header, receipt: answer(read.faults), keep: undefined };

  const sha256 = createHash('sha256').update(message).digest('hex');
  const { messageId } = header;
  const earlier = messageId === undefined ? undefined : known.answered?.(messageId);
  const repeated = receiptOfRepeated(earlier, sha256, answer([usedTwice]));
  if (repeated) return { header, receipt: repeated, keep: undefined };
  const receipt = answer(wrongIn(read.root, header, known));
  return {
    header,
    receipt,
    keep: messageId === undefined ? undefined : { messageId, answered: { sha256, receipt } },
  };
};

type Read =
  | { readonly header: MessageHeader; readonly root: XmlElement }
  | { readonly header: MessageHeader; readonly faults: readonly Finding[] };

const readMessage = async (message: Uint8Array): Promise<Read> => {
  if (message.byteLength > mostMessageBytes)
    return { header: headerOfBeginning(message), faults: [tooLong] };
  const read = await readStructure(message);
  if (!('text' in read)) return { header: readHeader(read.root), root: read.root };
  const header = read.root ? readHeader(read.root) : headerOfBeginning(message);
  return { header, faults: [wrongStructure(read.text)] };
};

const headerOfBeginning = (message: Uint8Array): MessageHeader =>
  readHeader(parseBeginning(message));

const wrongIn = (
  root: XmlElement,
  header: MessageHeader,
  { envelope, functionAddresses, otherTypes = [] }: Known,
): readonly Finding[] => [
  ...brokenRules(root),
  ...(envelope ? unlikeEnvelope(header, envelope) : []),
  ...(functionAddresses?.has(header.recipientFunction ?? '') === false ? [unknownFunction] : []),
  ...wrongFiles(root, new Set([pdf, ...otherTypes])),
];

const headerPath = '/messagePayload/message/messageHeader';

const usedTwice = brokenRule(
  'duplicate',
  `${headerPath}/messageId`,
  'The messageId was used for another message.',
);

const unknownFunction = brokenRule(
  'not-found',
  `${headerPath}/recipient/attention/subOrganization/organizationId`,
  'Wrong or unknown subOrganization/organizationId.',
);
