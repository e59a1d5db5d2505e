import type { z } from 'zod';

import { decodeBase64, isProgram } from '@kuvert/shared/partners/attached-file';
import {
  SentMessage,
  type DigitalDocument,
  type SentAttributes,
  type ServedAttributes,
} from '@kuvert/shared/partners/client-api';
import { rejected, type Receipt } from '@kuvert/shared/partners/reasons';
import { mostFiles, type PartnerDetails } from '@kuvert/shared/partners/sealed-parts';
import type { AskedReferral } from '@kuvert/shared/referrals/answer-by';

import type { NamedFile } from './convert-files.ts';
import { mediaTypeOf } from './media-type.ts';

type Rejected = Receipt & { readonly kind: 'rejected' };

/** A message as it was written, with its files in plain. */
export interface ReadMessage {
  readonly kind: 'read';
  readonly attributes: SentAttributes;
  /** PDFs, in their order; one at least. */
  readonly files: readonly NamedFile[];
  /** What is sealed beside them, but for how many pages each has. */
  readonly details: Omit<PartnerDetails, 'files'>;
  /** Null: it is none. */
  readonly referral: AskedReferral | null;
  /** The same for the same content, however its JSON was written. */
  readonly canonical: string;
}

/** What a partner posted by the client API, or why it is none. */
export const readPartnerMessage = (bytes: Uint8Array): ReadMessage | Rejected => {
  const json = jsonOf(bytes);
  return json === undefined ? rejected('SV', 'structure') : readNeutralMessage(json);
};

/** What SDK's message service keeps for us, or why we can't take it (yet). */
export const readServedMessage = ({
  messageStatus: _status,
  events: _events,
  ...attributes
}: ServedAttributes): ReadMessage | Rejected =>
  readNeutralMessage({ data: { type: 'messages', attributes } });

/** Undefined for what is no JSON. */
export const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

/** A message in the client API's shape, whichever door it came by; with `referral` where it isn't merely a message. */
export const readNeutralMessage = (
  json: unknown,
  referral: AskedReferral | null = null,
): ReadMessage | Rejected => {
  const parsed = SentMessage.safeParse(json);
  if (!parsed.success) return wrongShape(parsed.error);
  const { attributes } = parsed.data.data;
  const files = filesOf(attributes.digitalDocument);
  if ('kind' in files) return files;
  const { creationDateTime: _at, generatingSystem: _system, ...content } = attributes;
  const ofKind: Pick<PartnerDetails, 'kind'> = referral ? { kind: 'referral' } : {};
  const withDay = referral?.answerBy ? { answerBy: referral.answerBy } : {};
  return {
    kind: 'read',
    attributes,
    files,
    details: { ...detailsOf(attributes), ...ofKind },
    referral,
    // in the schema's order, whatever theirs was
    canonical: JSON.stringify({ ...content, ...ofKind, ...withDay }),
  };
};

/** The first thing that is wrong, by its place in the message. */
const wrongShape = ({ issues: [issue] }: z.ZodError): Rejected => {
  const at = issue?.path.slice(1).join('.').slice(0, 200) || 'data';
  return issue?.code === 'too_big'
    ? rejected('BV', 'too-long', at)
    : rejected('SV', 'structure', at);
};

const filesAt = 'attributes.digitalDocument.contentFiles';

/** All of them, one at least. */
const filesOf = (documents: readonly DigitalDocument[]): readonly NamedFile[] | Rejected => {
  const written = documents.flatMap(({ contentFiles = [] }) => contentFiles);
  if (written.length === 0) return rejected('BV', 'invariant', filesAt);
  if (written.length > mostFiles) return rejected('BV', 'too-long', filesAt);
  const files: NamedFile[] = [];
  for (const each of written) {
    const file = fileOf(each);
    if ('kind' in file) return file;
    files.push(file);
  }
  return files;
};

type WrittenFile = NonNullable<DigitalDocument['contentFiles']>[number];

/** A PDF by its type and by its beginning. */
const fileOf = ({ fileName, contentType, content }: WrittenFile): NamedFile | Rejected => {
  const bytes = decodeBase64(content);
  if (!bytes) return rejected('SV', 'structure', `${filesAt}.content`);
  if (isProgram(bytes)) return rejected('BV', 'forbidden', filesAt);
  const isPdf =
    contentType.toLowerCase() === 'application/pdf' && mediaTypeOf(bytes) === 'application/pdf';
  return isPdf ? { name: fileName, bytes } : rejected('BV', 'not-supported', filesAt);
};

const detailsOf = ({
  label,
  recipientAttention,
  senderAttention,
  digitalDocument,
}: SentAttributes): ReadMessage['details'] => ({
  label,
  recipientPersons: recipientAttention.attentionPerson ?? [],
  senderPersons: senderAttention.attentionPerson ?? [],
  references: [...(senderAttention.referenceId ?? []), ...(recipientAttention.referenceId ?? [])],
  texts: digitalDocument.flatMap(({ contentTextBody = [] }) => contentTextBody),
});
