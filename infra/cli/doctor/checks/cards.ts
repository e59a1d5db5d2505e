import type { Check } from '../doctor.ts';
import { ok, warn, wrong, type Finding } from '../finding.ts';

const warnDays = 30;
const wrongDays = 7;

interface Listener {
  readonly origin: string;
  readonly days: number;
}

interface List {
  readonly url: string;
  readonly error: string | null;
  readonly isGood: boolean | null;
  readonly hours: number | null;
}

/** The listener for smart cards has a certificate for a while yet, and CAs tell what they revoked. */
export const checkCards: Check = async ({ database }) => {
  const { rows: listeners } = await database.query<Listener>(
    `select origin, floor(extract(epoch from good_until - now()) / 86400)::int as days from card_listener`,
  );
  const { rows: lists } = await database.query<List>(
    `select url, error, next_update > now() as "isGood",
            floor(extract(epoch from next_update - now()) / 3600)::int as hours
       from card_crl where asked_at > now() - interval '7 days' order by url`,
  );
  return [...listeners.map(aboutListener), ...lists.map(aboutList)];
};

const aboutListener = ({ origin, days }: Listener): Finding => {
  const todo = 'renew it, put it in KUVERT_CARD_CERTIFICATE_FILE and restart the mailbox';
  if (days < 0) return wrong('cards', `the certificate of ${origin} has expired`, todo);
  const text = `the certificate of ${origin} is good for ${days} days`;
  if (days < wrongDays) return wrong('cards', text, todo);
  return days < warnDays ? warn('cards', text, todo) : ok('cards', text);
};

const aboutList = ({ url, error, isGood, hours }: List): Finding => {
  const todo = 'may the mailbox reach it? Without what CAs tell no card logs in: docs/identity.md';
  if (isGood !== true)
    return wrong('card-lists', `the list ${url} is not there or over [${error ?? 'stale'}]`, todo);
  const text = `the list ${url} is good for ${hours ?? 0} hours`;
  return error === null
    ? ok('card-lists', text)
    : warn('card-lists', `${text}, and can't be fetched anew [${error}]`, todo);
};
