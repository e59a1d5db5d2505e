import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong, type Finding } from '../finding.ts';

interface Row {
  readonly carrier: string;
  readonly error: string | null;
  readonly minutes: number | null;
}

/** Carriers are asked what they hold for us, and their copies are deleted. */
export const checkCarriers: Check = async ({ database }) => {
  const { rows } = await database.query<Row>(
    `select carrier, error, floor(extract(epoch from now() - checked_at) / 60)::int as minutes
       from carrier_check where carrier <> 'sdk' order by carrier`,
  );
  const { rows: copies } = await database.query<{ carrier: string; number: number }>(
    `select carrier, count(*) as number from message where carrier_copy = 'delete-failed'
      group by carrier order by carrier`,
  );
  return [
    ...rows.map(aboutOne),
    ...copies.map(({ carrier, number }) =>
      warn(
        'carrier-copies',
        `${carrier} still has ${count(number, 'fax', 'faxes')} that it should have deleted`,
        'it is tried again; after a day delete them by hand at the carrier',
      ),
    ),
  ];
};

const aboutOne = ({ carrier, error, minutes }: Row): Finding => {
  const todo = 'see docs/runbooks/carrier-down.md';
  if (error !== null)
    return wrong('carriers', `${carrier} could not be asked for missed faxes: ${error}`, todo);
  if (minutes === null)
    return warn('carriers', `${carrier} was not asked for missed faxes yet`, 'is ingest running?');
  if (minutes > 15)
    return wrong('carriers', `${carrier} was last asked ${minutes} minutes ago`, todo);
  return ok('carriers', `${carrier} was asked for missed faxes ${minutes} minutes ago`);
};
