import type { Database } from '@kuvert/platform/postgres/database';
import { sdk } from '@kuvert/shared/reception';

import type { SdkSendings } from '../use-cases/sdk-ports.ts';
import { addressIn } from './offer.ts';
import { readReplies } from './partner-replies.ts';
import { tellIn, type TellDeps } from './tell.ts';

export const createSdkSendings = (database: Database, deps: TellDeps): SdkSendings => ({
  intend: (id) =>
    database.transaction(async (transaction) => {
      const addressed = await addressIn(transaction, id, sdk, deps.clock.now());
      if (addressed !== 'addressed') return addressed;
      await transaction.query(
        `update delivery set carrier = 'sdk', media_type = 'application/pdf', intent_at = $2 where id = $1`,
        [id, deps.clock.now()],
      );
      await tellIn(deps, transaction, id, {
        fact: { kind: 'submitting' },
        source: 'house',
        eventKey: `house:submitting:${deps.randomness.uuid()}`,
        evidence: {},
      });
      return 'intended';
    }),
  read: async (id) => (await readReplies(database, { door: sdk, id, most: 1 }))[0],
});
