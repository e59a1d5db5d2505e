import { brokenRule, nowhere, type Finding } from './finding.ts';
import type { MessageHeader } from './message-header.ts';

/**
 * What the envelope (XHE) says that the message came in, as far as it is known. Whoever opened it has verified its
 * signature and decrypted it.
 */
export interface Envelope {
  readonly id?: string | undefined;
  /** Organisations, such as `0203:kommunen.example`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `HandlingServiceID`: the function address. */
  readonly handlingService?: string | undefined;
  readonly signature?: 'valid' | 'wrong' | 'missing' | undefined;
  readonly encrypted?: boolean | undefined;
}

/** What of an envelope makes that its message isn't looked at: nobody knows who sent it, or who read it. */
export const unsafeEnvelope = ({ signature, encrypted }: Envelope): readonly Finding[] => [
  ...(signature === 'wrong' || signature === 'missing'
    ? [insecure('Sender signature not validated.')]
    : []),
  ...(encrypted === false ? [insecure('The message is not encrypted.')] : []),
];

/** Where the message says other than its envelope. */
export const unlikeEnvelope = (
  header: MessageHeader,
  { id, from, to, handlingService }: Envelope,
): readonly Finding[] => [
  ...differs(id?.toLowerCase(), header.messageId, 'messageId', 'messageId'),
  ...differs(from, header.sender, 'sender/senderID/extension', 'senderId'),
  ...differs(to, header.recipient, 'recipient/recipientID/extension', 'recipientId'),
  ...differs(
    handlingService,
    header.recipientFunction,
    'recipient/attention/subOrganization/organizationId/extension',
    'organizationId',
  ),
];

const differs = (
  outside: string | undefined,
  inside: string | undefined,
  path: string,
  name: string,
): readonly Finding[] =>
  outside === undefined || outside === inside
    ? []
    : [
        brokenRule(
          'security',
          `/messagePayload/message/messageHeader/${path}`,
          `${name} is not identical to value in XHE envelope.`,
        ),
      ];

const insecure = (text: string): Finding => ({
  why: { code: 'SIG', reason: 'security' },
  at: nowhere,
  text,
});
