import { functionalAddressRoot } from '@kuvert/shared/partners/address';
import type {
  AttentionPerson,
  Reference,
  SentAttributes,
  SentMessage,
} from '@kuvert/shared/partners/client-api';

/** Who writes to whom, by the addresses that both houses know. */
export interface Correspondence {
  /** As `0203:domain`, and the function's address. */
  readonly sender: string;
  readonly senderFunction: string;
  readonly senderFunctionName: string;
  readonly recipient: string;
  readonly recipientFunction: string;
}

export interface NamedPdf {
  readonly name: string;
  readonly pdf: Uint8Array;
}

export interface PartnerLetter {
  readonly messageId: string;
  readonly label: string;
  readonly text?: string;
  /** Of the first file; `remiss.pdf` unless told. */
  readonly name?: string;
  readonly pdf: Uint8Array;
  readonly further?: readonly NamedPdf[];
  readonly references?: readonly Reference[];
  readonly senderPersons?: readonly AttentionPerson[];
  readonly conversationId?: string;
  readonly refToMessageId?: string;
  readonly confidential?: boolean;
}

/** The client API's message of a letter. */
export const messageOf = (
  { sender, senderFunction, senderFunctionName, recipient, recipientFunction }: Correspondence,
  letter: PartnerLetter,
  /** For tests: in place of what would stand there. */
  changes: Readonly<Record<string, unknown>> = {},
): SentMessage => ({
  data: {
    type: 'messages',
    attributes: {
      messageId: letter.messageId,
      ...(letter.conversationId === undefined ? {} : { conversationId: letter.conversationId }),
      ...(letter.refToMessageId === undefined ? {} : { refToMessageId: letter.refToMessageId }),
      confidentiality: letter.confidential ?? true,
      sender,
      recipient,
      senderAttention: {
        subOrganization: {
          root: functionalAddressRoot,
          extension: senderFunction,
          label: senderFunctionName,
        },
        attentionPerson: [...(letter.senderPersons ?? [])],
        referenceId: [...(letter.references ?? [])],
      },
      recipientAttention: {
        subOrganization: { root: functionalAddressRoot, extension: recipientFunction },
      },
      label: letter.label,
      digitalDocument: [
        {
          documentId: '1',
          ...(letter.text === undefined ? {} : { contentTextBody: [letter.text] }),
          contentFiles: [
            { name: letter.name ?? 'remiss.pdf', pdf: letter.pdf },
            ...(letter.further ?? []),
          ].map(({ name, pdf }) => ({
            fileName: name,
            contentType: 'application/pdf',
            content: Buffer.from(pdf).toString('base64'),
          })),
        },
      ],
      ...(changes as Partial<SentAttributes>),
    },
  },
});
