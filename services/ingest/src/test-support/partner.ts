import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';

import {
  createPartnerSystem,
  type PartnerOptions,
  type PartnerSystem,
} from '@kuvert/simulators/partner';

import type { House } from './house.ts';
import { correspondence } from './partner-message.ts';

export const functionNumber = '+46317009900';

export interface RegisteredPartner {
  readonly id: string;
  readonly functionId: string;
  readonly system: PartnerSystem;
  /** The same partner with another key, which isn't registered yet. */
  withKey(privateKey: KeyObject): PartnerSystem;
  /** Its system, talking to another ingest. */
  at(origin: string): PartnerSystem;
}

export const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** What of a house partners are registered in. */
export type PartnerPlace = Pick<House, 'database'> & {
  readonly departments: { readonly social: string };
};

export const addKey = async (
  { database }: Pick<House, 'database'>,
  partner: string,
  publicKey: KeyObject,
): Promise<string> => {
  const id = randomUUID();
  await database.sql(
    'insert into partner_key (id, partner_id, public_key, created_at) values ($1, $2, $3, now())',
    [id, partner, publicKey.export({ type: 'spki', format: 'pem' })],
  );
  return id;
};

/** A partner with a function, a key, and the address of a department; its system talks to `origin`. */
export const registerPartner = async (
  house: PartnerPlace,
  origin: string,
  { paceMs }: Pick<PartnerOptions, 'paceMs'> = {},
): Promise<RegisteredPartner> => {
  const { sql } = house.database;
  const [id, functionId] = [randomUUID(), randomUUID()];
  const { publicKey, privateKey } = newKey();
  await sql(
    `insert into partner (id, name, domain, created_at) values ($1, 'Vårdcentralen', $2, now())`,
    [id, correspondence.sender],
  );
  await addKey(house, id, publicKey);
  await sql(
    `insert into partner_function (id, partner_id, name, address, number, created_at)
     values ($1, $2, $3, $4, $5, now())`,
    [
      functionId,
      id,
      correspondence.senderFunctionName,
      correspondence.senderFunction,
      functionNumber,
    ],
  );
  await sql('insert into department_address values ($1, $2, $3, now())', [
    correspondence.recipientFunction,
    correspondence.recipient,
    house.departments.social,
  ]);
  const systemAt = (at: string, key: KeyObject): PartnerSystem =>
    createPartnerSystem({
      sendOrigin: at,
      fetchOrigin: at,
      clientId: id,
      privateKey: key,
      correspondence,
      ...(paceMs === undefined ? {} : { paceMs }),
    });
  return {
    id,
    functionId,
    system: systemAt(origin, privateKey),
    withKey: (key) => systemAt(origin, key),
    at: (other) => systemAt(other, privateKey),
  };
};
