import type { Check } from '../doctor.ts';
import { ok, warn, wrong, type Finding } from '../finding.ts';

const warnDays = 30;
const wrongDays = 7;

interface Service {
  readonly entityId: string;
  readonly days: number;
}

interface Provider {
  readonly entityId: string;
  readonly error: string | null;
  readonly isThere: boolean;
  readonly hours: number | null;
  readonly keyDays: number | null;
  readonly askedHours: number;
}

/** The login by SAML: our certificate, the identity provider's metadata with the keys in them, and whether both clocks agree. */
export const checkSaml: Check = async ({ database }) => {
  const { rows: services } = await database.query<Service>(
    `select entity_id as "entityId", floor(extract(epoch from good_until - now()) / 86400)::int as days
       from saml_service`,
  );
  const { rows: providers } = await database.query<Provider>(
    `select entity_id as "entityId", error, xml is not null as "isThere",
            floor(extract(epoch from valid_until - now()) / 3600)::int as hours,
            floor(extract(epoch from keys_until - now()) / 86400)::int as "keyDays",
            floor(extract(epoch from now() - asked_at) / 3600)::int as "askedHours"
       from saml_provider where asked_at > now() - interval '7 days' order by entity_id`,
  );
  const { rows: refusals } = await database.query<{ count: number }>(
    `select count(*)::int as count from audit
      where action in ('login-refused', 'logout-refused') and at > now() - interval '1 day'
        and detail ~ '^(not-yet-valid|expired)( |$)'`,
  );
  return [
    ...services.map(aboutService),
    ...providers.flatMap(aboutProvider),
    ...aboutClocks(refusals[0]?.count ?? 0),
  ];
};

const aboutService = ({ entityId, days }: Service): Finding => {
  const todo =
    'make a new one for the same key, put it in KUVERT_SAML_CERTIFICATE_FILE, restart the mailbox and give the identity provider our metadata again: docs/saml.md';
  if (days < 0) return wrong('saml', `the certificate of ${entityId} has expired`, todo);
  const text = `the certificate of ${entityId} is good for ${days} days`;
  if (days < wrongDays) return wrong('saml', text, todo);
  return days < warnDays ? warn('saml', text, todo) : ok('saml', text);
};

/** Fewer are somebody who waited too long. */
const refusalsOfClocks = 3;

/** Answers that are from the future or over already are mostly those of a clock that is wrong, here or there. */
const aboutClocks = (count: number): readonly Finding[] =>
  count < refusalsOfClocks
    ? []
    : [
        warn(
          'saml-clock',
          `${count} answers by SAML were refused within a day since their times are not ours`,
          "does this machine's clock run by NTP (timedatectl)? then ask whoever runs the identity provider for theirs",
        ),
      ];

const aboutProvider = (provider: Provider): readonly Finding[] => {
  const { entityId, error, isThere, hours, keyDays, askedHours } = provider;
  const todo =
    'may the mailbox reach them, and are they those that KUVERT_SAML_… names? docs/saml.md has the codes';
  if (!isThere || (hours !== null && hours < 0))
    return [
      wrong(
        'saml-metadata',
        `the metadata of ${entityId} are not there or over [${error ?? 'stale'}]`,
        todo,
      ),
    ];
  const text = `the metadata of ${entityId} are good${hours === null ? '' : ` for ${hours} hours`}`;
  if (error !== null)
    return [warn('saml-metadata', `${text}, and can't be had anew [${error}]`, todo)];
  if (askedHours > 3)
    return [
      warn(
        'saml-metadata',
        `${text}, and were asked for ${askedHours} hours ago`,
        'does the mailbox run?',
      ),
    ];
  return [ok('saml-metadata', text), ...aboutKeys(entityId, keyDays)];
};

/** A key counts beyond its certificate's end; an identity provider mostly changes it before. */
const aboutKeys = (entityId: string, days: number | null): readonly Finding[] =>
  days === null || days >= warnDays
    ? []
    : [
        warn(
          'saml-metadata',
          `the certificate of ${entityId}'s key ${days < 0 ? 'has expired' : `ends in ${days} days`}`,
          'ask whoever runs it when they change the key: its metadata bring the next one',
        ),
      ];
