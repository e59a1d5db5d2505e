import { createHmac } from 'node:crypto';

import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { openText, sealText } from '@kuvert/platform/vault/sealed-text';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { parsePersonNumber } from '@kuvert/shared/person-number';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';

import { audit } from '../store/audit.ts';
import { readSealedConcern, writeConcern, type SealedConcern } from '../store/concerns.ts';
import { houseKey } from '../store/house-key.ts';
import { notFound } from '../store/not-found.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';
import { identityOf } from './draft-view.ts';
import { audited } from './open-document.ts';

export interface ConcernDeps {
  readonly keys: KeyProvider;
  readonly clock: Clock;
  readonly recovery: Recipient;
  readonly country: Country;
}

/** The number in its one form. @throws KuvertError `person-number-invalid` */
const numberOf = (text: string, country: Country): string => {
  const number = parsePersonNumber(text, country);
  if (number === undefined)
    throw new KuvertError('person-number-invalid', "that is no person's number");
  return number;
};

/**
 * What a number is found again by: a keyed hash (RFC 2104), since there are so few numbers that a plain one could be tried
 * through in an hour. The key is one of the house's, wrapped by the master key.
 * @throws KuvertError `person-number-invalid`, `key-locked`
 */
export const personHmac = async (
  deps: Pick<ConcernDeps, 'keys' | 'clock' | 'country'>,
  transaction: Transaction,
  text: string,
): Promise<string> => {
  const number = numberOf(text, deps.country);
  const { wrapped } = await houseKey(deps, transaction, 'person-number');
  const key = await deps.keys.unwrap(wrapped);
  return createHmac('sha256', key).update(`${deps.country} ${number}`).digest('hex');
};

/**
 * Keeps whom a message concerns; null: no one person.
 * @throws KuvertError `person-number-invalid`, `key-missing`, `key-locked`
 */
export const keepConcern = async (
  deps: ConcernDeps,
  transaction: Transaction,
  of: Parameters<typeof writeConcern>[1],
  personNumber: string | null,
): Promise<void> => {
  if (personNumber === null) return writeConcern(transaction, of, null);
  const number = numberOf(personNumber, deps.country);
  const key = await readActiveKey(transaction, of.departmentId);
  return writeConcern(transaction, of, {
    hmac: await personHmac(deps, transaction, number),
    keyId: key.id,
    sealed: await sealText(number, [key.recipient, deps.recovery]),
  });
};

/** The number; null: no one person. That it is opened is on record before. @throws KuvertError `key-locked` */
export const openConcern = async (
  deps: Pick<ConcernDeps, 'keys'>,
  { sealed, wrapped }: Pick<SealedConcern, 'sealed' | 'wrapped'>,
): Promise<string | null> =>
  sealed === null ? null : openText(sealed, await identityOf(deps, wrapped));

/**
 * Whom a message concerns, for its department; null: no one person. On record before it is opened.
 * @throws KuvertError `not-found` also where nobody was asked, `audit-not-written`
 */
export const showConcern =
  ({ database, keys }: { readonly database: Database; readonly keys: KeyProvider }) =>
  async (actor: Actor, messageId: string): Promise<{ readonly personNumber: string | null }> => {
    const concern = await audited(() =>
      database.transaction(async (transaction) => {
        const found = await readSealedConcern(transaction, messageId);
        if (!found) throw notFound();
        const { departmentId } = found;
        await audit(transaction, {
          person: actor.person,
          action: 'concerned',
          departmentId,
          messageId,
        });
        return found;
      }, scopeOf(actor)),
    );
    return { personNumber: await openConcern({ keys }, concern) };
  };
