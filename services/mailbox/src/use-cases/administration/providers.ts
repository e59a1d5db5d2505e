import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { readProviderHours, readProviders } from '@kuvert/platform/providers/provider-rows';
import type { Clock } from '@kuvert/shared/clock';
import type { JudgedProvider } from '@kuvert/shared/providers/advice';
import type { ProviderHour } from '@kuvert/shared/providers/provider';
import { byUrgency, isDown, verdictOf } from '@kuvert/shared/providers/verdict';

import { scopeOf, type Actor } from '../actor.ts';

export interface ProviderDeps {
  readonly database: Database;
  readonly clock: Clock;
}

export interface ProvidersSeen {
  /** What to look at first before. */
  readonly providers: readonly JudgedProvider[];
  readonly hours: readonly ProviderHour[];
}

/** How everything goes that the house leans on, for who looks after it; empty for everybody else. Nobody is asked. */
export const providersSeen =
  (deps: ProviderDeps) =>
  (actor: Actor): Promise<ProvidersSeen> =>
    deps.database.transaction(
      async (transaction) => ({
        providers: await judged(deps, transaction),
        hours: await readProviderHours(transaction, 'admin_provider_hours()'),
      }),
      scopeOf(actor),
    );

/** Those that somebody should see to now. */
export const providersDown =
  (deps: ProviderDeps) =>
  async (actor: Actor): Promise<readonly JudgedProvider[]> => {
    const all = await deps.database.transaction(
      (transaction) => judged(deps, transaction),
      scopeOf(actor),
    );
    return all.filter(({ verdict }) => isDown(verdict));
  };

const judged = async (
  { clock }: ProviderDeps,
  transaction: Transaction,
): Promise<readonly JudgedProvider[]> => {
  const all = await readProviders(transaction, 'admin_providers()');
  return byUrgency(all.map((facts) => ({ facts, verdict: verdictOf(facts, clock.now()) })));
};
