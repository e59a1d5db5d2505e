import { randomUUID } from 'node:crypto';

import { patientSystems, systemOf, taskCodeSystem } from '@kuvert/shared/partners/fhir/systems';

import type { Correspondence, PartnerLetter } from './message.ts';

/** A referral as a partner's system posts it: a FHIR R4 message whose Task asks for a ServiceRequest by a day. */
export const referralOf = (
  { senderFunction, recipientFunction }: Correspondence,
  letter: PartnerLetter,
  /** As `2027-01-07`. */
  answerBy: string,
): object => {
  const { messageId, label, text, references = [], senderPersons: [doctor] = [] } = letter;
  const patient = references.find(({ root }) => patientSystems.has(systemOf(root)));
  if (!patient) throw new Error('a referral is about somebody');
  const subject = named(patient);
  const binary = entry({
    resourceType: 'Binary',
    contentType: 'application/pdf',
    data: Buffer.from(letter.pdf).toString('base64'),
  });
  const attachment = {
    contentType: 'application/pdf',
    url: binary.fullUrl,
    title: letter.name ?? 'remiss.pdf',
  };
  const document = entry({
    resourceType: 'DocumentReference',
    status: 'current',
    content: [{ attachment }],
  });
  const request = entry({
    resourceType: 'ServiceRequest',
    ...{ status: 'active', intent: 'order', code: { text: label }, subject },
    identifier: references
      .filter((each) => each !== patient)
      .map(({ root, extension, label: name }) => ({
        ...{ type: { text: name }, system: systemOf(root), value: extension },
      })),
    ...(doctor ? { requester: named(doctor) } : {}),
    ...(text === undefined ? {} : { reasonCode: [{ text }] }),
    supportingInfo: [{ reference: document.fullUrl }],
  });
  const task = entry({
    resourceType: 'Task',
    ...{ status: 'requested', intent: 'order', for: subject },
    code: { coding: [{ system: taskCodeSystem, code: 'fulfill' }] },
    focus: { reference: request.fullUrl },
    restriction: { period: { end: answerBy } },
  });
  const header = entry({
    resourceType: 'MessageHeader',
    id: messageId,
    eventUri: 'urn:vardcentralen:referral',
    source: { endpoint: senderFunction },
    destination: [{ endpoint: recipientFunction }],
    focus: [{ reference: task.fullUrl }],
  });
  return {
    resourceType: 'Bundle',
    id: randomUUID(),
    type: 'message',
    entry: [header, task, request, document, binary],
  };
};

const entry = (resource: object) => ({ fullUrl: `urn:uuid:${randomUUID()}`, resource });

const named = ({ root, extension, label }: { root: string; extension: string; label: string }) => ({
  identifier: { system: systemOf(root), value: extension },
  display: label,
});
