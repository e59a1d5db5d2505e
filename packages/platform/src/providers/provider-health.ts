import type { AnnouncedKind } from '@kuvert/shared/providers/provider';

import type { Queryable } from '../postgres/database.ts';
import type { ServiceName } from '../postgres/migrate.ts';

/** One thing that a service leans on; `configured` false: it was started without it. */
export interface KnownProvider {
  readonly kind: AnnouncedKind;
  readonly name: string;
  readonly configured?: boolean;
}

/** What a call to it came to: a code of ours, never its words. */
export type ProviderOutcome = 'success' | { readonly code: string };

/** Says what the service has, and that what it had before and has no more is off. */
export const announceProviders = async (
  database: Queryable,
  service: ServiceName,
  providers: readonly KnownProvider[],
  at: Date,
): Promise<void> => {
  const of = <Value>(value: (each: KnownProvider) => Value): Value[] => providers.map(value);
  const values = [
    service,
    of(({ kind }) => kind),
    of(({ name }) => name),
    of(({ configured = true }) => configured),
    at,
  ];
  await database.query(
    `insert into provider_health (service, kind, name, configured, announced_at)
     select $1, kind, name, configured, $5 from unnest($2::text[], $3::text[], $4::boolean[]) p (kind, name, configured)
     on conflict (service, kind, name) do update
        set configured = excluded.configured, announced_at = excluded.announced_at,
            failing_since = case when excluded.configured then provider_health.failing_since end`,
    values,
  );
  await database.query(
    `update provider_health set configured = false, failing_since = null
      where service = $1 and announced_at is not null and configured
        and not exists (select from unnest($2::text[], $3::text[]) p (kind, name)
                         where p.kind = provider_health.kind and p.name = provider_health.name)`,
    values.slice(0, 3),
  );
};

/** Writes down how the last call went. Of what no service announces the row begins here. */
export const noteProvider = async (
  database: Queryable,
  service: ServiceName,
  { kind, name }: Pick<KnownProvider, 'kind' | 'name'>,
  outcome: ProviderOutcome,
  at: Date,
): Promise<void> => {
  const code = outcome === 'success' ? null : safeCode(outcome.code);
  await database.query(
    `insert into provider_health (service, kind, name, last_success_at, last_failure_at, failure_code, failing_since)
     select $1, $2, $3, case when $4::text is null then $5::timestamptz end, case when $4 is not null then $5 end, $4,
            case when $4 is not null then $5 end
     on conflict (service, kind, name) do update
        set last_success_at = coalesce(excluded.last_success_at, provider_health.last_success_at),
            last_failure_at = coalesce(excluded.last_failure_at, provider_health.last_failure_at),
            failure_code = coalesce(excluded.failure_code, provider_health.failure_code),
            failing_since = case when excluded.failing_since is not null
                                 then coalesce(provider_health.failing_since, excluded.failing_since) end`,
    [service, kind, name.slice(0, 256), code, at],
  );
};

/** As the table takes it. */
const safeCode = (code: string): string =>
  /^[A-Za-z0-9 ._-]{1,64}$/.test(code) ? code : 'internal';
