import { z } from 'zod';

import { incomingStates, outgoingStates } from './states.ts';

/**
 * The shapes of SDK's client API 1.0.0 (`sdk-client-api.openapi.yml`), strict: what isn't in them is refused. Names and
 * values are the description's. Bounds that it doesn't have are ours.
 */

/** As it names the operations. */
export const partnerScopes = [
  'urn:sdk.api:sendMessage',
  'urn:sdk.api:getMessage',
  'urn:sdk.api:getMessageByFilter',
  'urn:sdk.api:deleteMessage',
] as const;
export type PartnerScope = (typeof partnerScopes)[number];

export const isPartnerScope = (text: string): text is PartnerScope =>
  partnerScopes.some((scope) => scope === text);

/** Of a request, with its documents in base64: 30 MB, as the description says. */
export const mostMessageBytes = 30_000_000;

const short = z.string().min(1).max(256);
const uuid = z.uuid().toLowerCase();
/** What is looked up: no control characters, which the database couldn't even be asked for. */
const address = short.regex(/^\P{Cc}+$/u);

/** A person by a reference: whom a function asks to look at it. Nothing is addressed by it. */
export const AttentionPerson = z.strictObject({ root: short, extension: short, label: short });
export type AttentionPerson = z.infer<typeof AttentionPerson>;

/** A diary number, or a personal number under its OID; echoed in replies. */
export const Reference = z.strictObject({ root: short, extension: short, label: short });
export type Reference = z.infer<typeof Reference>;

export const Attention = z.strictObject({
  subOrganization: z.strictObject({
    root: short.optional(),
    extension: address,
    label: short.optional(),
  }),
  attentionPerson: z.array(AttentionPerson).max(20).optional(),
  referenceId: z.array(Reference).max(50).optional(),
});
export type Attention = z.infer<typeof Attention>;

const ContentFile = z.strictObject({
  fileName: short,
  contentType: short,
  /** Base64; whether it is, is found out when it is decoded: an expression over 30 MB takes a stack that size. */
  content: z.string().max(mostMessageBytes),
});

export const DigitalDocument = z.strictObject({
  documentName: short.optional(),
  documentId: short,
  index: z
    .string()
    .regex(/^[0-9]{1,4}$/)
    .optional(),
  contentTextBody: z.array(z.string().max(20_000)).max(5).optional(),
  contentFiles: z.array(ContentFile).max(20).optional(),
});
export type DigitalDocument = z.infer<typeof DigitalDocument>;

const GeneratingSystem = z.strictObject({ root: short.optional(), extension: short.optional() });

/** What a partner sends: `messageCreateAttributesDef`. We ask for the ids that it leaves to the producer of the API, too. */
export const SentAttributes = z.strictObject({
  messageId: uuid,
  conversationId: uuid.optional(),
  refToMessageId: uuid.optional(),
  creationDateTime: z.iso.datetime().optional(),
  confidentiality: z.boolean(),
  generatingSystem: GeneratingSystem.optional(),
  sender: address,
  recipient: address,
  senderAttention: Attention,
  recipientAttention: Attention,
  label: z.string().min(1).max(256),
  digitalDocument: z.array(DigitalDocument).min(1).max(20),
});
export type SentAttributes = z.infer<typeof SentAttributes>;

export const SentMessage = z.strictObject({
  data: z.strictObject({
    type: z.literal('messages'),
    id: uuid.optional(),
    attributes: SentAttributes,
  }),
});
export type SentMessage = z.infer<typeof SentMessage>;

const messageStatuses = ['NEW', 'ACCEPTED'] as const;

/** What a partner gets: `messageAttributesDef`, as far as we use it. */
export const MessageAttributes = z.strictObject({
  messageStatus: z.enum(messageStatuses),
  creationDateTime: z.iso.datetime(),
  messageId: uuid,
  conversationId: uuid,
  refToMessageId: uuid.optional(),
  confidentiality: z.boolean(),
  sender: z.string(),
  recipient: z.string(),
  senderAttention: Attention,
  recipientAttention: Attention,
  /** Empty in what the partner sent itself: what it wrote is sealed, and it has it. */
  label: z.string().max(256),
  digitalDocument: z.array(DigitalDocument).optional(),
});
export type MessageAttributes = z.infer<typeof MessageAttributes>;

export const MessageData = z.strictObject({
  type: z.literal('messages'),
  id: uuid,
  attributes: MessageAttributes,
});
export type MessageData = z.infer<typeof MessageData>;

const meta = z.strictObject({ version: z.literal('sdk api 1.0.0') });
export const clientApiVersion = { version: 'sdk api 1.0.0' } as const;

export const OneMessage = z.strictObject({ meta, data: MessageData });
export const ManyMessages = z.strictObject({ meta, data: z.array(MessageData) });

/** Where a message is, in a message service's own words; `ERROR` is in the description and explained nowhere. */
export const MessageStatus = z.enum([...outgoingStates, ...incomingStates, 'ERROR']);
export type MessageStatus = z.infer<typeof MessageStatus>;

/**
 * A document of a message that a message service keeps. Its writer has the receipt already, so only the 30 MB of the
 * whole bound it; a field that the description doesn't have is still refused, as people could miss it.
 */
export const ServedDocument = z.strictObject({
  documentName: z.string().optional(),
  documentId: z.string(),
  index: z.string().optional(),
  contentTextBody: z.array(z.string()).optional(),
  contentFiles: z
    .array(z.strictObject({ fileName: z.string(), contentType: z.string(), content: z.string() }))
    .optional(),
});
export type ServedDocument = z.infer<typeof ServedDocument>;

/** What a message service says went wrong with a message of ours. Its texts are somebody's words: never logged. */
export const ServedEvents = z.object({
  eventIssues: z
    .array(
      z.object({
        typeCode: z.string().max(256).optional(),
        title: z.string().max(10_000).optional(),
        detail: z.string().max(10_000).optional(),
        in: z.string().max(1000).optional(),
      }),
    )
    .max(1000)
    .optional(),
});
export type ServedEvents = z.infer<typeof ServedEvents>;

/** `messageAttributesDef`, as a message service gives it; fields that the description doesn't have are left unread. */
export const ServedAttributes = z.object({
  messageStatus: MessageStatus,
  creationDateTime: z.iso.datetime(),
  messageId: uuid,
  conversationId: uuid,
  refToMessageId: uuid.optional(),
  confidentiality: z.boolean(),
  sender: z.string(),
  recipient: z.string(),
  senderAttention: Attention.optional(),
  recipientAttention: Attention.optional(),
  label: z.string().max(256),
  /** Left out of lists. */
  digitalDocument: z.array(ServedDocument).optional(),
  events: ServedEvents.optional(),
});
export type ServedAttributes = z.infer<typeof ServedAttributes>;

/** `outputData` and `outputArrayData`; each entry of a list is read by itself. */
export const ServedMessage = z.object({ data: z.object({ attributes: ServedAttributes }) });
export const ServedList = z.object({ data: z.array(z.unknown()).max(10_000) });
export const ServedEntry = ServedMessage.shape.data;

/** `Events`: how the API says what is wrong, by RFC 7807. */
export const Events = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.uuid(),
  eventIssues: z.array(
    z.strictObject({
      typeCode: z.enum(['REJECTED', 'MESSAGE_EXCHANGE_ERROR']),
      title: z.string(),
      /** The receipt's code and reason, such as `BV duplicate`. */
      detail: z.string(),
      in: z.string().optional(),
    }),
  ),
});
export type Events = z.infer<typeof Events>;

/** A 400 with one issue. It says where, never what it held. @param instance a UUID of its own */
export const badRequestEvents = (
  instance: string,
  issue: Events['eventIssues'][number],
): Events => ({
  type: 'urn:problem-type:sdk:badRequest',
  title: 'Bad Request',
  status: 400,
  detail: 'MESSAGE_EXCHANGE_ERROR',
  instance,
  eventIssues: [issue],
});
