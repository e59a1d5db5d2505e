import type { Queryable } from '@kuvert/platform/postgres/database';
import { readProviders } from '@kuvert/platform/providers/provider-rows';
import type { Clock } from '@kuvert/shared/clock';
import type { JudgedProvider } from '@kuvert/shared/providers/advice';
import { byUrgency, verdictOf } from '@kuvert/shared/providers/verdict';

/** Everything that the house leans on, what to look at first before. Nobody is asked: services wrote it down. */
export const providersStatus =
  ({ database, clock }: { readonly database: Queryable; readonly clock: Clock }) =>
  async (): Promise<readonly JudgedProvider[]> => {
    const all = await readProviders(database, 'provider_status');
    return byUrgency(all.map((facts) => ({ facts, verdict: verdictOf(facts, clock.now()) })));
  };
