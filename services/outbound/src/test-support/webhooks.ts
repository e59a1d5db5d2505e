import { randomBytes, randomUUID } from 'node:crypto';

import { sealText } from '@kuvert/platform/vault/sealed-text';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';

import type { House } from './house.ts';

export interface Endpoint {
  readonly id: string;
  readonly departmentId: string;
  readonly secret: string;
}

export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Sealed for outbound, as the operator's command does it. */
export const addSecret = async (
  house: House,
  endpointId: string,
  secret: string,
  retiresAt: Date | null = null,
): Promise<void> => {
  const sealed = await sealText(secret, [house.outboundKey.recipient]);
  await house.database.sql(
    `insert into webhook_secret (id, endpoint_id, service_key_id, sealed, created_at, retires_at)
     select $1, $2, id, $3, now(), $4 from service_key`,
    [randomUUID(), endpointId, Buffer.from(sealed), retiresAt],
  );
};

/** An endpoint of a department of its own, or of `departmentId`. */
export const addEndpoint = async (
  house: House,
  url: string,
  options: { readonly departmentId?: string; readonly types?: readonly string[] } = {},
): Promise<Endpoint> => {
  const departmentId = options.departmentId ?? (await addDepartment(house));
  const [id, secret] = [randomUUID(), newSecret()];
  await house.database.sql(
    `insert into webhook_endpoint (id, department_id, url, types, created_at) values ($1, $2, $3, $4, now())`,
    [id, departmentId, url, options.types ?? null],
  );
  await addSecret(house, id, secret);
  return { id, departmentId, secret };
};

export const addDepartment = async ({ database }: House): Promise<string> => {
  const id = randomUUID();
  await database.sql('insert into department (id, name, created_at) values ($1, $1, now())', [id]);
  return id;
};

/** The numbers, names and words that a message may know, so that they can be looked for where they must not be. */
export const personal = {
  from: '+46317009876',
  to: '+46846500410',
  tsi: 'Elsas vårdcentral',
  note: 'Vald av Elsa Ek',
} as const;

/** Ingest's own connection: what the owner writes is told to nobody. */
export const openIngest = ({ database }: House): Database =>
  openDatabase({ url: database.urlOf('ingest'), max: 2, onError: () => undefined });

/** A fax that comes in, as ingest files it; the message's id. */
export const fileMessage = (ingest: Database, departmentId: string): Promise<string> =>
  ingest.transaction(async (transaction) => {
    const id = randomUUID();
    await transaction.query(
      `insert into message (id, department_id, carrier, from_number, to_number, tsi, received_at, available_at, state,
         pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
       values ($1, $2, 'signalwire', $3, $4, $5, now(), now(), 'available', 1, 0, 0, '{}', false, 'kept')`,
      [id, departmentId, personal.from, personal.to, personal.tsi],
    );
    await transaction.query('insert into handling (message_id, department_id) values ($1, $2)', [
      id,
      departmentId,
    ]);
    for (const kind of ['received', 'available'])
      await transaction.query(
        `insert into timeline (id, message_id, department_id, at, kind, note) values ($1, $2, $3, now(), $4, $5)`,
        [randomUUID(), id, departmentId, kind, personal.note],
      );
    return id;
  });
