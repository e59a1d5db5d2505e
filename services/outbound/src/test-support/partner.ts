import { randomUUID } from 'node:crypto';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { partnerScopes } from '@kuvert/shared/partners/client-api';

import type { House } from './house.ts';

export const partnerNumber = '+46317009900';
export const names = {
  partner: '0203:vardcentralen.example',
  function: 'sdk:remiss:0203:vardcentralen.example',
  organisation: '0203:kommunen.example',
  department: 'sdk:hemsjukvarden:0203:kommunen.example',
} as const;

export interface FetchingPartner {
  readonly id: string;
  readonly functionId: string;
  call(
    method: 'GET' | 'DELETE',
    path: string,
    /** As what it is wanted. */
    accept?: string,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** At FHIR's door: `/Task`. */
  fhir(path: string): Promise<{ readonly status: number; readonly body: unknown }>;
  /** A fetch that breaks off after its first bytes. */
  cut(path: string): Promise<void>;
}

/** A partner with a function and a token, as ingest leaves it. */
export const registerPartner = async (
  { database: { sql }, departmentId }: House,
  origin: string,
  {
    name = 'Vårdcentralen',
    domain = names.partner,
    number = partnerNumber,
  }: { readonly name?: string; readonly domain?: string; readonly number?: string } = {},
): Promise<FetchingPartner> => {
  const [id, functionId, token] = [randomUUID(), randomUUID(), randomUUID()];
  await sql('insert into partner (id, name, domain, created_at) values ($1, $2, $3, now())', [
    id,
    name,
    domain,
  ]);
  await sql(
    `insert into partner_function (id, partner_id, name, address, number, created_at)
     values ($1, $2, 'Remissmottagningen', $3, $4, now())`,
    [functionId, id, names.function, number],
  );
  await sql('insert into department_address values ($1, $2, $3, now()) on conflict do nothing', [
    names.department,
    names.organisation,
    departmentId,
  ]);
  await sql(
    `insert into partner_token (hash, partner_id, scopes, created_at, expires_at)
     values ($1, $2, $3, now(), now() + interval '30 minutes')`,
    [hashSecret(token), id, partnerScopes],
  );
  const ask = (method: string, path: string, accept = '*/*', door = 'sdk/messages') =>
    fetch(`${origin}/partner/v1/${door}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, accept },
    });
  return {
    id,
    functionId,
    cut: async (path) => {
      const { body } = await ask('GET', path);
      const reader = body?.getReader();
      await reader?.read();
      await reader?.cancel();
    },
    call: async (method, path, accept) => answerOf(await ask(method, path, accept)),
    fhir: async (path) => answerOf(await ask('GET', path, '*/*', 'fhir')),
  };
};

const answerOf = async (response: Response) => {
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};
