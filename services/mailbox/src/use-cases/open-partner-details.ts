import { openParsed } from '@kuvert/platform/vault/sealed-text';
import type { KeyProvider } from '@kuvert/shared/ports/keys';

import { PartnerDetails } from '#api';
import { audit } from '../store/audit.ts';
import { notFound } from '../store/not-found.ts';
import { readSealedPartnerDetails, type SealedPartnerDetails } from '../store/partner-details.ts';
import { type Actor, scopeOf } from './actor.ts';
import { identityOf } from './draft-view.ts';
import { audited, noteOpened, type GrantDeps } from './open-document.ts';

/** As whenever plaintext leaves: allowed, audited and in the timeline before anything is opened. */
export const grantPartnerDetails =
  (deps: GrantDeps) =>
  (actor: Actor, messageId: string): Promise<SealedPartnerDetails> =>
    audited(() =>
      deps.database.transaction(async (transaction) => {
        const sealed = await readSealedPartnerDetails(transaction, messageId);
        if (!sealed?.details) throw notFound();
        const { departmentId } = sealed;
        await noteOpened(deps, transaction, { person: actor.person, messageId, departmentId });
        await audit(transaction, {
          person: actor.person,
          action: 'partner-details',
          departmentId,
          messageId,
        });
        return sealed;
      }, scopeOf(actor)),
    );

/**
 * Undefined where they went on with the message.
 * @throws KuvertError `key-missing`, `key-locked`, `document-damaged`
 */
export const openPartnerDetails = async (
  deps: { readonly keys: KeyProvider },
  { details, wrapped }: Pick<SealedPartnerDetails, 'details' | 'wrapped'>,
): Promise<PartnerDetails | undefined> =>
  details === null
    ? undefined
    : openParsed(details, await identityOf(deps, wrapped), PartnerDetails);
