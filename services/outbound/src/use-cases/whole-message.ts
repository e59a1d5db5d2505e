import { openParsed } from '@kuvert/platform/vault/sealed-text';
import { KuvertError } from '@kuvert/shared/errors';
import type { Attention, MessageData, Reference } from '@kuvert/shared/partners/client-api';
import { PartnerEnvelope } from '@kuvert/shared/partners/sealed-parts';
import { xmlText } from '@kuvert/shared/partners/xml-text';

import { openForUs, type OpenDeps } from './open-for-us.ts';
import type { PartnerReply } from './partner-ports.ts';
import type { SealedForUs } from './ports.ts';

/** What goes to a partner, with its envelope and without its document. @throws KuvertError `document-damaged` */
export const addressed = async (
  { ownKey }: Pick<OpenDeps, 'ownKey'>,
  reply: PartnerReply,
): Promise<MessageData> =>
  inEnvelope(reply, await openParsed(reply.envelope, ownKey.identity, PartnerEnvelope));

/**
 * What people wrote, here and there, is as XML can hold it: by SDK it becomes that, and half of it in a partner's
 * system.
 */
export const inEnvelope = (
  { id, attributes }: Omit<PartnerReply, 'envelope'>,
  { label, references, recipientPersons }: PartnerEnvelope,
): MessageData => ({
  type: 'messages',
  id,
  attributes: {
    ...attributes,
    label: xmlText(label),
    senderAttention: withName(attributes.senderAttention),
    recipientAttention: {
      ...withName(attributes.recipientAttention),
      attentionPerson: recipientPersons.map(asWritten),
      referenceId: references.map(asWritten),
    },
  },
});

/** A reference or a person, which have the same fields. */
const asWritten = ({ root, extension, label }: Reference): Reference => ({
  root: xmlText(root),
  extension: xmlText(extension),
  label: xmlText(label),
});

const withName = ({ subOrganization, ...others }: Attention): Attention => {
  const { label } = subOrganization;
  const named = label === undefined ? {} : { label: xmlText(label) };
  return { ...others, subOrganization: { ...subOrganization, ...named } };
};

/** All of it. @param pages the PDF that was kept. @throws KuvertError what opening throws */
export const wholeMessage = async (
  deps: OpenDeps,
  reply: PartnerReply,
  pages: SealedForUs | undefined,
): Promise<MessageData> => {
  const message = await addressed(deps, reply);
  if (!pages) throw new KuvertError('document-damaged', 'the pages were not kept');
  return withDocument(message, await openForUs(deps, pages));
};

/** @param pdf its pages */
export const withDocument = (message: MessageData, pdf: Uint8Array): MessageData => {
  const { id, attributes } = message;
  const content = Buffer.from(pdf).toString('base64');
  const file = { fileName: `${id}.pdf`, contentType: 'application/pdf', content };
  const digitalDocument = [{ documentId: id, index: '1', contentFiles: [file] }];
  return { ...message, attributes: { ...attributes, digitalDocument } };
};
