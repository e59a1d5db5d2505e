import type { PersonId } from '@kuvert/shared/ids';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { ToldGroups } from '../login/told-groups.ts';
import { audit } from '../store/audit.ts';
import { applyGroups } from '../store/groups.ts';

/** Takes in what somebody's login says of groups, in its transaction. */
export type TakeGroups = (
  transaction: Transaction,
  person: PersonId,
  groups: Exclude<ToldGroups, { readonly kind: 'choice' }>,
  at: Date,
) => Promise<void>;

/** Makes their memberships what the groups say. What isn't clear changes none, and is on record with why. */
export const takeGroups: TakeGroups = async (transaction, person, groups, at) => {
  if (groups.kind === 'told') await applyGroups(transaction, person, groups.names, at);
  else await audit(transaction, { person, action: 'groups-unclear', detail: groups.reason });
};
