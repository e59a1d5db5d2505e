import {
  providerKinds,
  type ProviderFacts,
  type ProviderHour,
} from '@kuvert/shared/providers/provider';

import type { Queryable } from '../postgres/database.ts';

/** The view is its owner's; the function looks at the role and the session of whoever asks. */
type StatusSource = 'provider_status' | 'admin_providers()';
type HourSource = 'provider_hour' | 'admin_provider_hours()';

interface Row extends Omit<ProviderFacts, 'day' | 'week'> {
  readonly in_day: number | null;
  readonly in_week: number | null;
  readonly out_day: number | null;
  readonly out_week: number | null;
  readonly failed_day: number | null;
  readonly failed_week: number | null;
  readonly not_arrived_day: number | null;
  readonly not_arrived_week: number | null;
}

/** What is known of everything that the house leans on, by what services recorded: nobody is asked. */
export const readProviders = async (
  database: Queryable,
  source: StatusSource,
): Promise<readonly ProviderFacts[]> => {
  const { rows } = await database.query<Row>(
    `select kind, name, configured, announced_at as "announcedAt", services, last_success_at as "lastSuccessAt",
            last_in_at as "lastInAt", last_out_at as "lastOutAt", last_failure_at as "lastFailureAt",
            failure_code as "failureCode", failing_since as "failingSince", waiting, waiting_since as "waitingSince",
            waiting_code as "waitingCode", under_way as "underWay", numbers, good_until as "goodUntil",
            in_day, in_week, out_day, out_week, failed_day, failed_week, not_arrived_day, not_arrived_week
       from ${source}`,
  );
  return rows
    .map(fromRow)
    .toSorted((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1));
};

/** By hour, of the last week; hours in which nothing was are missing. */
export const readProviderHours = async (
  database: Queryable,
  source: HourSource,
): Promise<readonly ProviderHour[]> => {
  const { rows } = await database.query<ProviderHour>(
    `select carrier, hour, ins as "in", outs as "out", failed from ${source} order by carrier, hour`,
  );
  return rows;
};

/** In the order in which people look for them. */
const rank = ({ kind }: ProviderFacts): number => providerKinds.indexOf(kind);

const fromRow = ({
  in_day,
  in_week,
  out_day,
  out_week,
  failed_day,
  failed_week,
  not_arrived_day,
  not_arrived_week,
  ...facts
}: Row): ProviderFacts => ({
  ...facts,
  day: countsOf(in_day, out_day, failed_day, not_arrived_day),
  week: countsOf(in_week, out_week, failed_week, not_arrived_week),
});

const countsOf = (
  ins: number | null,
  out: number | null,
  failed: number | null,
  notArrived: number | null,
): ProviderFacts['day'] =>
  out === null ? null : { in: ins ?? 0, out, failed: failed ?? 0, notArrived };
