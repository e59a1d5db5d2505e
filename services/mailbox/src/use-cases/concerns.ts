import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import { openText, sealText } from '@kuvert/platform/vault/sealed-text';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';

import { audit } from '../store/audit.ts';
import { readSealedConcern, writeConcern, type SealedConcern } from '../store/concerns.ts';
import { notFound } from '../store/not-found.ts';
import { numberOf, personHmac } from '../store/person-hmac.ts';
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
