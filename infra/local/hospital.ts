import { randomUUID, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { SentAttributes } from '@kuvert/shared/partners/client-api';
import { accepted, type Receipt } from '@kuvert/shared/partners/reasons';
import {
  startMessageService,
  type SimulatedMessageService,
  type WholeAttributes,
} from '@kuvert/simulators/message-service';
import { messageOf } from '@kuvert/simulators/partner/message';
import { messageFault } from '@kuvert/transports/sdk/message-fault';
import { messageXml } from '@kuvert/transports/sdk/message-xml';
import { receiptFor } from '@kuvert/transports/sdk/receipt';

import { demonstrationHospital } from './demonstration.ts';
import { samplePdf } from './partner-system.ts';

/** As the simulated message service knows us. */
export const sdkClientId = 'kuvert';

/** Between the states of a message, slow enough to be watched; the hospital takes as long again to answer. */
const paceMs = 700;
const answerAfterMs = 4_000;

/** The municipality's message service, with a hospital behind it that takes what it is sent, and answers. */
export const startHospital = async (
  key: KeyObject,
  port: number,
): Promise<SimulatedMessageService> => {
  const waiting = new Set<NodeJS.Timeout>();
  const answerSoon = (attributes: SentAttributes): void => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      void service.deliver(answerTo(attributes));
    }, answerAfterMs);
    waiting.add(timer);
  };
  const { correspondence } = demonstrationHospital;
  const service = await startMessageService({
    client: { id: sdkClientId, key, organisation: correspondence.recipient },
    port,
    paceMs,
    faultOf: messageFault,
    receiptOf: async (attributes) => {
      const receipt = await receiptOf(attributes);
      const isForHospital = attributes.recipient === correspondence.sender;
      if (receipt.kind === 'accepted' && isForHospital) answerSoon(attributes);
      return receipt;
    },
  });
  return {
    ...service,
    stop: () => {
      for (const timer of waiting) clearTimeout(timer);
      return service.stop();
    },
  };
};

const functionAddresses: ReadonlySet<string> = new Set([
  demonstrationHospital.correspondence.senderFunction,
  demonstrationHospital.correspondence.recipientFunction,
]);

/** By SDK's own rules, as `kuvert sdk receipt` tells them, for what a message service makes of a message. */
const receiptOf = async (attributes: WholeAttributes): Promise<Receipt> => {
  const message = new TextEncoder().encode(messageXml(attributes));
  const stamp = { id: randomUUID(), issuedAt: new Date() };
  const { receipt } = await receiptFor(message, { functionAddresses }, stamp);
  const [finding] = receipt.findings;
  return finding ? { kind: 'rejected', why: finding.why, at: finding.at } : accepted;
};

/** What the hospital sends by itself; its id. */
export const sendHospitalSample = async (
  service: Pick<SimulatedMessageService, 'deliver'>,
): Promise<string> => {
  const messageId = randomUUID();
  const pdf = await readFile(samplePdf);
  const letter = {
    messageId,
    label: 'Utskrivning planerad till torsdag',
    text: 'Hej! Patienten skrivs ut på torsdag och behöver hemtjänst från samma kväll. Underlaget bifogas.',
    senderPersons: [
      { root: '1.2.752.29.6.2.1', extension: 'SE2321000131-3C4D', label: 'Karin Sjöberg' },
    ],
    references: [
      { root: '1.2.752.129.2.1.3.1', extension: '19121212-1212', label: 'Tolvan Tolvansson' },
    ],
    pdf,
  };
  await service.deliver(messageOf(demonstrationHospital.correspondence, letter).data.attributes);
  return messageId;
};

/** In the conversation, with the references, from where it went to; the pages that came go back. */
const answerTo = (attributes: SentAttributes): SentAttributes => {
  const { messageId, conversationId = messageId, digitalDocument } = attributes;
  return {
    messageId: randomUUID(),
    conversationId,
    refToMessageId: messageId,
    confidentiality: attributes.confidentiality,
    label: `Sv: ${attributes.label}`.slice(0, 256),
    sender: attributes.recipient,
    recipient: attributes.sender,
    senderAttention: attributes.recipientAttention,
    recipientAttention: { subOrganization: attributes.senderAttention.subOrganization },
    digitalDocument: digitalDocument.map((document) => ({
      ...document,
      contentTextBody: ['Tack, vi har tagit emot det och återkommer. Det ni skickade bifogas.'],
    })),
  };
};
