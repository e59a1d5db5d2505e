import type { Clock } from '@kuvert/shared/clock';
import { newId, type DepartmentId, type PartnerId, type Randomness } from '@kuvert/shared/ids';
import { isAddressForm, OrganisationId } from '@kuvert/shared/partners/address';
import { toE164 } from '@kuvert/shared/phone';
import { isAssertionKey } from '@kuvert/platform/oauth/client-assertion';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';

import { CommandError } from '../command-error.ts';
import { audit } from './audit.ts';

export interface PartnerDeps {
  /** The database owner's: services may not do this. */
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
}

/**
 * Makes an organisation known whose system may send and fetch, once it has a key and a function.
 * @throws CommandError `name-taken`, `usage-wrong`
 */
export const addPartner =
  ({ database, clock, randomness }: PartnerDeps) =>
  async (input: {
    readonly name: string;
    /** As `0203:domain`. */
    readonly domain: string;
    readonly mostADay?: number;
  }): Promise<PartnerId> => {
    const name = checkedName(input.name);
    const domain = checkedOrganisation(input.domain);
    const id = newId<'partner'>(randomness);
    return database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `insert into partner (id, name, domain, most_a_day, created_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [id, name, domain, input.mostADay ?? 1000, clock.now()],
      );
      if (rowCount !== 1)
        throw new CommandError('name-taken', 'There is a partner of that name or domain already.');
      await audit(transaction, 'partner-added', { detail: `partner ${id}` });
      return id;
    });
  };

/**
 * Off: its tokens, keys and addresses work no more, at once; what lies ready for it waits. On: as before.
 */
export const switchPartner =
  ({ database, clock }: Pick<PartnerDeps, 'database' | 'clock'>) =>
  (id: PartnerId, to: 'on' | 'off'): Promise<void> =>
    database.transaction(async (transaction) => {
      if (to === 'off')
        await transaction.query('update partner set off_at = coalesce(off_at, $2) where id = $1', [
          id,
          clock.now(),
        ]);
      else await transaction.query('update partner set off_at = null where id = $1', [id]);
      if (to === 'off')
        await transaction.query('delete from partner_token where partner_id = $1', [id]);
      await audit(transaction, `partner-${to}`, { detail: `partner ${id}` });
    });

/**
 * One more public key that proves the partner's system: it changes keys by having two for a while.
 * @throws CommandError `usage-wrong` for what is no public key to sign with
 */
export const addPartnerKey =
  ({ database, clock, randomness }: PartnerDeps) =>
  async (partner: PartnerId, pem: string): Promise<string> => {
    if (pem.length > 4096 || !isAssertionKey(pem))
      throw new CommandError(
        'usage-wrong',
        'The file holds no public key in PEM: EC on P-256 or P-384, or RSA of 2048 bits or more.',
      );
    const id = newId<'partner-key'>(randomness);
    return database.transaction(async (transaction) => {
      await transaction.query(
        'insert into partner_key (id, partner_id, public_key, created_at) values ($1, $2, $3, $4)',
        [id, partner, pem.trim(), clock.now()],
      );
      await audit(transaction, 'partner-key-added', { detail: `partner ${partner} key ${id}` });
      return id;
    });
  };

/**
 * A key proves nothing any more; tokens that it got end as well.
 * @throws CommandError `partner-key-unknown`
 */
export const removePartnerKey =
  ({ database, clock }: Pick<PartnerDeps, 'database' | 'clock'>) =>
  (id: string): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ partner: string }>(
        `update partner_key set removed_at = $2 where id = $1 and removed_at is null
         returning partner_id as partner`,
        [id, clock.now()],
      );
      const partner = rows[0]?.partner;
      if (partner === undefined)
        throw new CommandError('partner-key-unknown', 'No key that is in use has that id.');
      await transaction.query('delete from partner_token where partner_id = $1', [partner]);
      await audit(transaction, 'partner-key-removed', { detail: `partner ${partner} key ${id}` });
    });

/** Where a function is reached; at one of them at least. */
export interface FunctionAddresses {
  /** From which its own system fetches, at our gateway. */
  readonly address?: string | undefined;
  /** By SDK; its organisation is the partner's. */
  readonly sdkAddress?: string | undefined;
}

/**
 * A function that messages are from and for, with the number that people know it by.
 * @throws CommandError `number-invalid`, `number-taken`, `name-taken` for an address, `usage-wrong`
 */
export const addPartnerFunction =
  ({ database, clock, randomness }: PartnerDeps) =>
  async (
    partner: PartnerId,
    input: { readonly name: string; readonly number: string } & FunctionAddresses,
  ): Promise<string> => {
    const name = checkedName(input.name);
    const address = input.address === undefined ? undefined : checkedAddress(input.address);
    const sdkAddress =
      input.sdkAddress === undefined ? undefined : checkedSdkAddress(input.sdkAddress);
    if (address === undefined && sdkAddress === undefined)
      throw new CommandError('usage-wrong', 'A function has an address: --address, --sdk or both.');
    const number = toE164(input.number);
    if (number === undefined)
      throw new CommandError('number-invalid', 'Not a telephone number: write it as +46225…');
    const id = newId<'partner-function'>(randomness);
    return database.transaction(async (transaction) => {
      await mustBeFree(transaction, partner, { address, sdkAddress }, number);
      await transaction.query(
        `insert into partner_function (id, partner_id, name, address, sdk_address, number, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, partner, name, address, sdkAddress, number, clock.now()],
      );
      await audit(transaction, 'partner-function-added', {
        detail: `partner ${partner} function ${id}`,
      });
      return id;
    });
  };

const mustBeFree = async (
  transaction: Transaction,
  partner: PartnerId,
  { address, sdkAddress }: FunctionAddresses,
  number?: string,
): Promise<void> => {
  const { rows } = await transaction.query<{ what: 'address' | 'number' }>(
    `select case when number = $3 then 'number' else 'address' end as what from partner_function
      where removed_at is null and (number = $3 or (partner_id = $1 and (address = $2 or sdk_address = $4)))
      union all select 'number' from fax_number where number = $3`,
    [partner, address, number, sdkAddress],
  );
  const taken = rows[0]?.what;
  if (taken === 'number')
    throw new CommandError('number-taken', 'That number belongs to a function or a department.');
  if (taken === 'address')
    throw new CommandError('name-taken', 'The partner has a function with that address already.');
};

/**
 * Reaches a function by SDK from now on, as well as by what else reaches it.
 * @throws CommandError `partner-function-unknown`, `name-taken`, `usage-wrong`
 */
export const setSdkAddress =
  ({ database }: Pick<PartnerDeps, 'database'>) =>
  (id: string, address: string): Promise<void> =>
    database.transaction(async (transaction) => {
      const sdkAddress = checkedSdkAddress(address);
      const { rows } = await transaction.query<{ partner: PartnerId }>(
        `select partner_id as partner from partner_function where id = $1 and removed_at is null for update`,
        [id],
      );
      const partner = rows[0]?.partner;
      if (!partner) throw unknownFunction();
      await mustBeFree(transaction, partner, { sdkAddress });
      await transaction.query('update partner_function set sdk_address = $2 where id = $1', [
        id,
        sdkAddress,
      ]);
      await audit(transaction, 'partner-function-sdk', {
        detail: `partner ${partner} function ${id}`,
      });
    });

const unknownFunction = (): CommandError =>
  new CommandError('partner-function-unknown', 'No function in use has that id.');

/**
 * Takes a function away: nothing comes from it and nothing goes to it any more.
 * @throws CommandError `partner-function-unknown`
 */
export const removePartnerFunction =
  ({ database, clock }: Pick<PartnerDeps, 'database' | 'clock'>) =>
  (id: string): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ partner: string }>(
        `update partner_function set removed_at = $2 where id = $1 and removed_at is null
         returning partner_id as partner`,
        [id, clock.now()],
      );
      if (!rows[0]) throw unknownFunction();
      await audit(transaction, 'partner-function-removed', {
        detail: `partner ${rows[0].partner} function ${id}`,
      });
    });

/**
 * What partners call a department; it may have several names, and answers by the one that was written to.
 * @throws CommandError `name-taken`, `usage-wrong`
 */
export const addDepartmentAddress =
  ({ database, clock }: Pick<PartnerDeps, 'database' | 'clock'>) =>
  async (
    departmentId: DepartmentId,
    input: { readonly organisation: string; readonly address: string },
  ): Promise<void> => {
    const organisation = checkedOrganisation(input.organisation);
    const address = checkedAddress(input.address);
    return database.transaction(async (transaction) => {
      const { rowCount: closed } = await transaction.query(
        'select from department where id = $1 and closed_down_at is not null',
        [departmentId],
      );
      if (closed !== 0)
        throw new CommandError('department-closed-down', 'That department is closed down.');
      const { rowCount } = await transaction.query(
        `insert into department_address (address, organisation, department_id, created_at)
         values ($1, $2, $3, $4) on conflict do nothing`,
        [address, organisation, departmentId, clock.now()],
      );
      if (rowCount !== 1)
        throw new CommandError('name-taken', 'A department has that address already.');
      await audit(transaction, 'department-address-added', { department: departmentId });
    });
  };

/** @throws CommandError `partner-address-unknown` */
export const removeDepartmentAddress =
  ({ database }: Pick<PartnerDeps, 'database'>) =>
  (address: string): Promise<void> =>
    database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ department: string }>(
        'delete from department_address where address = $1 returning department_id as department',
        [address],
      );
      if (!rows[0])
        throw new CommandError('partner-address-unknown', 'No department has that address.');
      await audit(transaction, 'department-address-removed', { department: rows[0].department });
    });

const checkedName = (text: string): string => {
  const name = text.trim();
  if (name !== '' && name.length <= 200) return name;
  throw new CommandError('usage-wrong', 'A name has 1 to 200 characters.');
};

const checkedAddress = (text: string): string => {
  const address = text.trim();
  if (address !== '' && address.length <= 256) return address;
  throw new CommandError('usage-wrong', 'An address has 1 to 256 characters.');
};

const checkedSdkAddress = (text: string): string => {
  if (isAddressForm(text)) return text;
  throw new CommandError('usage-wrong', 'An address of SDK is written as sdk:inkorg:0203:domain.');
};

const checkedOrganisation = (text: string): string => {
  if (OrganisationId.safeParse(text).success) return text;
  throw new CommandError('usage-wrong', 'An organisation is written as 0203:domain.');
};
