import { randomUUID } from 'node:crypto';

import type { Recognition } from '@kuvert/fax-document/recognition';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import type { PartnerDetails } from '@kuvert/shared/partners/sealed-parts';

import type { FilledDepartment, FilledMessage } from './fill.ts';
import type { House } from './house.ts';

export interface FilledPartner {
  readonly id: string;
  readonly name: string;
  readonly functionId: string;
  readonly functionName: string;
  /** Of the function. */
  readonly number: string;
}

/** A partner with one function, as the operator sets it up. */
export const addPartner = async (
  { database: { sql } }: Pick<House, 'database'>,
  name: string,
  number: string,
): Promise<FilledPartner> => {
  const [id, functionId, functionName] = [randomUUID(), randomUUID(), 'Remissmottagningen'];
  const domain = `0203:${id}.example`;
  await sql('insert into partner (id, name, domain, created_at) values ($1, $2, $3, now())', [
    id,
    name,
    domain,
  ]);
  await sql(
    `insert into partner_function (id, partner_id, name, address, number, created_at)
     values ($1, $2, $3, $4, $5, now())`,
    [functionId, id, functionName, `sdk:remiss:${domain}`, number],
  );
  return { id, name, functionId, functionName, number };
};

/** What a partner's message says where a test says nothing of it. */
export const partnerDetails = {
  label: 'Remiss: sårvård',
  recipientPersons: [{ root: 'urn:personal', extension: 'ssk', label: 'Sjuksköterska Karin' }],
  senderPersons: [
    { root: '1.2.752.29.6.2.1', extension: 'SE2321000016-1', label: 'Anna Andersson' },
  ],
  references: [
    { root: '1.2.752.129.2.1.3.1', extension: '19121212-1212', label: 'Tolvan Tolvansson' },
  ],
  texts: ['Se bifogad remiss.\nRing gärna.'],
  files: [{ name: 'remiss.pdf', pages: 1 }],
} satisfies PartnerDetails;

/** A message of a partner as ingest files it. */
export const receiveFromPartner = async (
  house: House,
  department: FilledDepartment,
  partner: FilledPartner,
  {
    conversationId = randomUUID(),
    receivedAt = new Date(),
    text,
  }: {
    readonly conversationId?: string;
    readonly receivedAt?: Date;
    readonly text?: Recognition;
  } = {},
): Promise<FilledMessage & { readonly conversationId: string }> => {
  const { sql } = house.database;
  const changes = {
    ...{ from: partner.number, tsi: null, availableAt: receivedAt },
    ...(text && { text }),
  };
  const message = await house.receive(department, changes);
  const address = 'sdk:hemsjukvarden:0203:kommunen.example';
  await sql(
    `update message set carrier = 'gateway', to_number = $2, carrier_copy = 'none' where id = $1`,
    [message.id, address],
  );
  const details = await sealText(JSON.stringify(partnerDetails), [department.recipient]);
  await sql(
    `insert into partner_message (message_id, department_id, key_id, partner_id, function_id, partner_name,
       function_name, partner_message_id, conversation_id, confidential, department_address, details)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10, $11)`,
    [
      message.id,
      department.id,
      department.keyId,
      partner.id,
      partner.functionId,
      partner.name,
      partner.functionName,
      randomUUID(),
      conversationId,
      address,
      Buffer.from(details),
    ],
  );
  return { ...message, conversationId };
};
