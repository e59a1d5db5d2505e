import type { Check } from '../doctor.ts';
import { count, ok, wrong, type Finding } from '../finding.ts';

interface Asked {
  readonly error: string | null;
  readonly minutes: number | null;
}

interface Held {
  readonly code: string;
  readonly number: number;
  readonly minutes: number;
}

/** SDK's message service is asked for what is new, and what it has for us is taken. */
export const checkSdk: Check = async ({ database }) => {
  const { rows: asked } = await database.query<Asked>(
    `select error, floor(extract(epoch from now() - checked_at) / 60)::int as minutes
       from carrier_check where carrier = 'sdk'`,
  );
  const { rows: held } = await database.query<Held>(
    `select code, count(*) as number, floor(extract(epoch from now() - min(held_at)) / 60)::int as minutes
       from sdk_held group by code order by code`,
  );
  const { rowCount: reached } = await database.query(
    'select from partner_function where sdk_address is not null and removed_at is null limit 1',
  );
  const unasked = reached === 1 && asked.length === 0 ? [neverAsked] : [];
  return [...unasked, ...asked.map(aboutService), ...held.map(aboutHeld)];
};

const neverAsked = wrong(
  'sdk',
  'partners are to be reached by SDK, and its message service was never asked',
  'configure it for ingest and outbound: docs/sdk.md',
);

const aboutService = ({ error, minutes }: Asked): Finding => {
  const todo = 'is it there, and are our key and certificate good? See docs/sdk.md';
  if (error !== null)
    return wrong('sdk', `SDK's message service could not be asked for messages: ${error}`, todo);
  if (minutes === null || minutes > 15)
    return wrong('sdk', "SDK's message service was not asked for messages lately", todo);
  return ok('sdk', `SDK's message service was asked for messages ${minutes} minutes ago`);
};

const aboutHeld = ({ code, number, minutes }: Held): Finding =>
  wrong(
    'sdk-held',
    `${count(number, 'message lies', 'messages lie')} at SDK's message service and can't be taken, for ${count(minutes, 'minute', 'minutes')}: ${code}`,
    '`kuvert sdk held` names them, docs/sdk.md says what the code means; they come by themselves once that is mended',
  );
