import type { Transaction } from '@kuvert/platform/postgres/database';
import type { ContactEventKind, VerificationMeans } from '@kuvert/shared/contact';
import { KuvertError } from '@kuvert/shared/errors';
import type { PartnerFunctionId } from '@kuvert/shared/ids';
import { showNumber } from '@kuvert/shared/phone';
import { recipientName } from '@kuvert/shared/routing/address';

import type { Contact, ContactEvent, PartnerFunction } from '#api';
import { notFound } from './not-found.ts';
import type { Country } from './summary.ts';

/** A contact as the SQL below names it. */
export interface ContactRow {
  readonly id: string;
  readonly department_id: string;
  readonly name: string;
  readonly number: string;
  readonly note: string | null;
  readonly version: number;
  readonly verified_at: Date | null;
  readonly verified_by: string | null;
  readonly verified_how: VerificationMeans | null;
  readonly verifier: string | null;
  readonly number_refused_at: Date | null;
  readonly removed_at: Date | null;
}

export const contactColumns = `c.id, c.department_id, c.name, c.number, c.note, c.version, c.verified_at, c.verified_by,
  c.verified_how, v.name as verifier, c.number_refused_at, c.removed_at`;
export const contactSource = 'contact c left join person v on v.id = c.verified_by';

export const toContact = (row: ContactRow, country: Country): Contact => ({
  id: row.id,
  departmentId: row.department_id,
  name: row.name,
  number: showNumber(row.number, country),
  note: row.note,
  version: row.version,
  verified:
    row.verified_at && row.verified_by && row.verified_how
      ? {
          by: { id: row.verified_by, name: row.verifier ?? '' },
          at: row.verified_at.toISOString(),
          how: row.verified_how,
        }
      : null,
  numberRefusedAt: row.number_refused_at?.toISOString() ?? null,
  removed: row.removed_at !== null,
});

/** A contact of the person's departments, a removed one as well. @throws KuvertError `not-found` */
export const readContact = async (
  transaction: Transaction,
  id: string,
  country: Country,
): Promise<Contact> => {
  const { rows } = await transaction.query<ContactRow>(
    `select ${contactColumns} from ${contactSource} where c.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return toContact(row, country);
};

/** What was done with a contact, oldest first. */
export const readContactHistory = async (
  transaction: Transaction,
  id: string,
  country: Country,
): Promise<ContactEvent[]> => {
  const { rows } = await transaction.query<{
    at: Date;
    kind: ContactEventKind;
    person_id: string | null;
    person: string | null;
    name: string;
    number: string;
    how: VerificationMeans | null;
  }>(
    `select e.at, e.kind, e.person_id, p.name as person, e.name, e.number, e.how
       from contact_event e left join person p on p.id = e.person_id where e.contact_id = $1
      order by e.at, array_position(array['added', 'changed', 'removed', 'restored', 'verified', 'number-refused'], e.kind)`,
    [id],
  );
  return rows.map(({ at, kind, person_id: by, person, name, number, how }) => ({
    at: at.toISOString(),
    kind,
    by: by === null ? null : { id: by, name: person ?? '' },
    name,
    number: showNumber(number, country),
    how,
  }));
};

/** More than anybody reads through. */
export const mostContacts = 200;

/** What is searched for: words, and the digits of E.164 where they are a number; empty where they are none. */
const searched = (search: string, country: Country): { words: string; digits: string } => {
  const words = search.trim();
  // the trunk prefix of the national form is not in the number; Denmark has none
  const digits = /^[\d\s+()/-]+$/.test(words)
    ? words.replaceAll(/\D/g, '').replace(country === 'SE' ? /^0(?!0)|^00/ : /^00/, '')
    : '';
  return { words, digits };
};

/** Functions of partners by a part of their names or numbers, by name: as many as the database gives at most. */
export const findPartnerFunctions = async (
  transaction: Transaction,
  search: string,
  country: Country,
): Promise<PartnerFunction[]> => {
  const { words, digits } = searched(search, country);
  const { rows } = await transaction.query<{
    id: PartnerFunctionId;
    name: string;
    partner: string;
    number: string;
  }>('select id, name, partner, number from partner_functions_called($1, $2)', [words, digits]);
  return rows.map(({ id, name, partner, number }) => ({
    id,
    name: recipientName({ channel: 'gateway', functionId: id, name, partner }),
    number: showNumber(number, country),
  }));
};

/**
 * Contacts of a department by name, one more than {@link mostContacts} when there are others.
 * @param search a part of the name, or of the number with or without the country's code
 */
export const findContacts = async (
  transaction: Transaction,
  departmentId: string,
  search: string,
  country: Country,
): Promise<Contact[]> => {
  const { words, digits } = searched(search, country);
  const { rows } = await transaction.query<ContactRow>(
    `select ${contactColumns} from ${contactSource}
      where c.department_id = $1 and c.removed_at is null
        and ($2 = '' or strpos(lower(c.name), lower($2)) > 0 or ($3 <> '' and strpos(c.number, $3) > 0))
      order by lower(c.name), c.id limit $4`,
    [departmentId, words, digits, mostContacts + 1],
  );
  return rows.map((row) => toContact(row, country));
};

/**
 * Locks a contact until the transaction ends.
 * @throws KuvertError `not-found`; `contact-changed` when the person saw another version
 */
export const lockContact = async (
  transaction: Transaction,
  id: string,
  seen?: number,
): Promise<{ readonly departmentId: string; readonly isRemoved: boolean }> => {
  const { rows } = await transaction.query<{
    department_id: string;
    version: number;
    removed_at: Date | null;
  }>('select department_id, version, removed_at from contact where id = $1 for update', [id]);
  const row = rows[0];
  if (!row) throw notFound();
  const isRemoved = row.removed_at !== null;
  if (seen !== undefined && (seen !== row.version || isRemoved))
    throw new KuvertError('contact-changed', 'the contact was changed meanwhile: look at it again');
  return { departmentId: row.department_id, isRemoved };
};
