import { randomUUID } from 'node:crypto';

import { functionalAddressRoot } from '@kuvert/shared/partners/address';
import type { SentAttributes, SentMessage } from '@kuvert/shared/partners/client-api';

export const municipality = '0203:exempelkommun.example';
export const hospital = '0203:sjukhuset.example';

const functionOf = (organisation: string, name: string) => ({
  subOrganization: { root: functionalAddressRoot, extension: `sdk:${name}:${organisation}` },
});

/** A message of SDK from the municipality to the hospital, with a PDF. */
export const sdkMessage = (changes: Partial<SentAttributes> = {}): SentMessage => ({
  data: {
    type: 'messages',
    attributes: {
      messageId: randomUUID(),
      confidentiality: true,
      sender: municipality,
      recipient: hospital,
      senderAttention: functionOf(municipality, 'socialtjansten'),
      recipientAttention: functionOf(hospital, 'mottagningen'),
      label: 'Svar på begäran',
      digitalDocument: [
        {
          documentId: '1',
          contentTextBody: ['Se bifogat svar.'],
          contentFiles: [
            {
              fileName: 'svar.pdf',
              contentType: 'application/pdf',
              content: Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64'),
            },
          ],
        },
      ],
      ...changes,
    },
  },
});

/** Such a message the other way. */
export const sdkMessageForUs = (changes: Partial<SentAttributes> = {}): SentMessage =>
  sdkMessage({
    sender: hospital,
    recipient: municipality,
    senderAttention: functionOf(hospital, 'mottagningen'),
    recipientAttention: functionOf(municipality, 'socialtjansten'),
    ...changes,
  });
