import { openParsed } from '@kuvert/platform/vault/sealed-text';
import { KuvertError } from '@kuvert/shared/errors';
import type { MessageData } from '@kuvert/shared/partners/client-api';
import { PartnerEnvelope } from '@kuvert/shared/partners/sealed-parts';

import { openForUs, type OpenDeps } from './open-for-us.ts';
import type { PartnerReply } from './partner-ports.ts';
import type { SealedForUs } from './ports.ts';

/** What goes to a partner, with its envelope and without its document. @throws KuvertError `document-damaged` */
export const addressed = async (
  { ownKey }: Pick<OpenDeps, 'ownKey'>,
  { id, envelope, attributes }: PartnerReply,
): Promise<MessageData> => {
  const opened = await openParsed(envelope, ownKey.identity, PartnerEnvelope);
  const { label, references, recipientPersons } = opened;
  const recipientAttention = {
    ...attributes.recipientAttention,
    attentionPerson: recipientPersons,
    referenceId: references,
  };
  return { type: 'messages', id, attributes: { ...attributes, recipientAttention, label } };
};

/** All of it. @param pages the PDF that was kept. @throws KuvertError what opening throws */
export const wholeMessage = async (
  deps: OpenDeps,
  reply: PartnerReply,
  pages: SealedForUs | undefined,
): Promise<MessageData> => {
  const message = await addressed(deps, reply);
  if (!pages) throw new KuvertError('document-damaged', 'the pages were not kept');
  const content = Buffer.from(await openForUs(deps, pages)).toString('base64');
  const file = { fileName: `${reply.id}.pdf`, contentType: 'application/pdf', content };
  const digitalDocument = [{ documentId: reply.id, index: '1', contentFiles: [file] }];
  return { ...message, attributes: { ...message.attributes, digitalDocument } };
};
