import { isApiScope, type ApiScope } from '@kuvert/shared/api-scopes';
import { asId, type DepartmentId, type PersonId } from '@kuvert/shared/ids';
import type { Queryable } from '@kuvert/platform/postgres/database';

/** A business system that acts through the API, as it is now. */
export interface ApiClient {
  /** Whom transactions act for: a system is one of two kinds of `person`. */
  readonly person: PersonId;
  readonly name: string;
  readonly departmentId: DepartmentId;
  readonly scopes: readonly ApiScope[];
}

/** A client by its id, unless it is switched off. */
export const findApiClient = async (
  database: Queryable,
  id: string,
): Promise<ApiClient | undefined> => {
  const { rows } = await database.query<{ name: string; department: string; scopes: string[] }>(
    `select p.name, c.department_id as department, c.scopes
       from api_client c join person p on p.id = c.id where c.id = $1 and c.off_at is null`,
    [id],
  );
  const row = rows[0];
  return (
    row && {
      person: asId<'person'>(id),
      name: row.name,
      departmentId: asId<'department'>(row.department),
      scopes: row.scopes.filter(isApiScope),
    }
  );
};

/** Also one that is switched off. */
export const findAnyApiClient = async (
  database: Queryable,
  id: string,
): Promise<
  (Pick<ApiClient, 'person' | 'departmentId'> & { readonly isOff: boolean }) | undefined
> => {
  const { rows } = await database.query<{ department: string; isOff: boolean }>(
    'select department_id as department, off_at is not null as "isOff" from api_client where id = $1',
    [id],
  );
  const row = rows[0];
  return (
    row && {
      person: asId<'person'>(id),
      departmentId: asId<'department'>(row.department),
      isOff: row.isOff,
    }
  );
};

/** Hashes of the secrets that a client may prove itself with; none of one that is unknown or switched off. */
export const readSecretHashes = async (
  database: Queryable,
  clientId: string,
  now: Date,
): Promise<readonly string[]> => {
  const { rows } = await database.query<{ secret_hash: string }>(
    `select s.secret_hash from api_client_secret s join api_client c on c.id = s.client_id
      where s.client_id = $1 and c.off_at is null and (s.expires_at is null or s.expires_at > $2)`,
    [clientId, now],
  );
  return rows.map((row) => row.secret_hash);
};
