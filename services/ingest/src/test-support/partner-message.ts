import { randomUUID } from 'node:crypto';

import { messageOf, type Correspondence } from '@kuvert/simulators/partner/message';

export const correspondence: Correspondence = {
  sender: '0203:vardcentralen.example',
  senderFunction: 'sdk:remiss:0203:vardcentralen.example',
  senderFunctionName: 'Remissmottagningen',
  recipient: '0203:kommunen.example',
  recipientFunction: 'sdk:social:0203:kommunen.example',
};

/** As a file of a message; a PDF by its beginning alone. */
export const pdfFile = {
  fileName: 'remiss.pdf',
  contentType: 'application/pdf',
  content: Buffer.from('%PDF-1.7 nothing').toString('base64'),
};

/** What a partner posts, valid but for the changes. */
export const sentMessage = (
  changes: Readonly<Record<string, unknown>> = {},
  pdf: Uint8Array = Buffer.from('%PDF-1.7 nothing'),
) =>
  messageOf(
    correspondence,
    {
      messageId: randomUUID(),
      label: 'Remiss',
      text: 'Se bifogad remiss.',
      pdf,
      senderPersons: [
        { root: '1.2.752.29.6.2.1', extension: 'SE2321000016-1', label: 'Anna Andersson' },
      ],
      references: [
        { root: '1.2.752.129.2.1.3.1', extension: '19121212-1212', label: 'Tolvan Tolvansson' },
      ],
    },
    changes,
  );
