import { describe, expect, it } from 'vitest';

import { ConfigurationError, type Environment } from '@kuvert/platform/config/environment';

import { knownBy, readConfig } from './config.ts';
import { demonstration, production } from './test-support/configuration.ts';

const faultsOf = (environment: Environment): string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(({ name }) => name);
    throw error;
  }
};

const bySaml = {
  ...{ ...production, KUVERT_OIDC_ISSUER: '', KUVERT_OIDC_CLIENT_ID: '' },
  KUVERT_OIDC_CLIENT_SECRET_FILE: '',
  KUVERT_SAML_IDP: 'https://idp.example.se',
  KUVERT_SAML_METADATA_URL: 'https://idp.example.se/metadata',
  KUVERT_SAML_KEY_FILE: 'saml.key',
  KUVERT_SAML_CERTIFICATE_FILE: 'saml.pem',
};

const withCards = {
  ...production,
  KUVERT_CARD_ORIGIN: 'https://kort.example.se',
  KUVERT_CARD_CERTIFICATE_FILE: 'card.pem',
  KUVERT_CARD_KEY_FILE: 'card.key',
  KUVERT_CARD_ROOTS_FILE: 'roots.pem',
  KUVERT_CARD_CAS_FILE: 'cas.pem',
  KUVERT_CARD_POLICIES: 'LoA3=1.2.3.4',
  KUVERT_CARD_REVOCATION_HOSTS: 'crl.example.se ocsp.example.se',
};

describe("the mailbox's configuration", () => {
  it('allows plain http to this machine in a demonstration', () => {
    expect(readConfig(demonstration).login).toMatchObject({ allowHttp: true });
  });

  it('never allows it in production', () => {
    expect(readConfig(production).login).toMatchObject({ allowHttp: false });
    expect(faultsOf({ ...demonstration, KUVERT_MODE: 'production' })).toEqual([
      'KUVERT_MAILBOX_ORIGIN',
      'KUVERT_OIDC_ISSUER',
    ]);
  });

  it('never allows plain http to another machine', () => {
    expect(faultsOf({ ...demonstration, KUVERT_OIDC_ISSUER: 'http://login.example.se' })).toEqual([
      'KUVERT_OIDC_ISSUER',
    ]);
  });

  it('has a place for checkpoints of the log with the key that signs them, or neither', () => {
    expect(readConfig(production).checkpoints).toBeUndefined();
    const key = { KUVERT_CHECKPOINT_KEY_FILE: '/keys/checkpoint.pem' };
    const folder = { KUVERT_CHECKPOINT_DIR: '/checkpoints' };
    expect(readConfig({ ...production, ...key, ...folder }).checkpoints).toEqual({
      keyFile: '/keys/checkpoint.pem',
      place: { kind: 'folder', folder: '/checkpoints' },
    });
    expect(faultsOf({ ...production, ...folder })).toEqual(['KUVERT_CHECKPOINT_KEY_FILE']);
    expect(faultsOf({ ...production, ...key })).toEqual(['KUVERT_CHECKPOINT_KEY_FILE']);
    const bucket = { KUVERT_CHECKPOINT_ENDPOINT: 'https://s3.example.se' };
    expect(faultsOf({ ...production, ...key, ...bucket })).toEqual([
      'KUVERT_CHECKPOINT_ACCESS_KEY',
      'KUVERT_CHECKPOINT_SECRET_KEY_FILE',
    ]);
  });

  it('has a room for partners at an origin of its own, where there is one', () => {
    expect(readConfig(production).room).toBeUndefined();
    const room = { ...production, KUVERT_ROOM_ORIGIN: 'https://partner.example.se' };
    expect(readConfig(room).room).toEqual({ origin: 'https://partner.example.se', port: 8083 });
    expect(
      faultsOf({ ...production, KUVERT_ROOM_ORIGIN: production.KUVERT_MAILBOX_ORIGIN }),
    ).toEqual(['KUVERT_ROOM_ORIGIN']);
  });

  it('lets people log in by smart card where all that belongs to it is told', () => {
    const card = { ...production, KUVERT_CARD_ORIGIN: 'https://kort.example.se' };
    expect(readConfig(production).card).toBeUndefined();
    expect(faultsOf({ ...card, KUVERT_CARD_PROXY_NAME: 'proxy.example.se' })).toEqual([
      'KUVERT_CARD_CERTIFICATE_FILE',
      'KUVERT_CARD_KEY_FILE',
      'KUVERT_CARD_ROOTS_FILE',
      'KUVERT_CARD_CAS_FILE',
      'KUVERT_CARD_POLICIES',
      'KUVERT_CARD_REVOCATION_HOSTS',
      'KUVERT_CARD_PROXY_NAME',
    ]);
  });

  it.each([
    ['KUVERT_CARD_ORIGIN', 'http://kort.example.se'],
    ['KUVERT_CARD_ORIGIN', production.KUVERT_MAILBOX_ORIGIN],
    ['KUVERT_CARD_HELP_URL', 'javascript:alert(1)'],
    ['KUVERT_CARD_POLICIES', 'LoA3'],
    ['KUVERT_CARD_POLICIES', 'LoA5=1.2.3'],
  ])('refuses %s=%s', (name, value) => {
    expect(faultsOf({ ...withCards, [name]: value })).toEqual([name]);
  });

  it('has a login by OpenID Connect, by SAML, or by both', () => {
    const { login, saml } = readConfig(bySaml);
    expect([login, saml?.entityId]).toEqual([undefined, 'https://fax.example.se/saml/metadata']);
    expect(readConfig(production).saml).toBeUndefined();
    // whoever is made known before their first login is known by the identity provider's own name, as they will be
    expect(knownBy(readConfig(bySaml))).toBe(saml?.idp);
    expect(knownBy(readConfig(production))).toBe(readConfig(production).login?.issuer);
    const both = { ...bySaml, ...production, KUVERT_SAML_NAME: 'Inera' };
    expect(readConfig(both)).toMatchObject({ login: {}, saml: { name: 'Inera' } });
    expect(faultsOf({ ...bySaml, KUVERT_SAML_IDP: '' })).toEqual(['KUVERT_OIDC_ISSUER']);
  });

  it('has staff log in by SAML alone beside a partner room, whose people log in by OpenID Connect', () => {
    const room = { KUVERT_ROOM_ORIGIN: 'https://partner.example.se', KUVERT_OIDC_FOR: 'room' };
    expect(readConfig({ ...bySaml, ...production, ...room })).toMatchObject({
      login: { isForStaff: false },
      saml: { name: undefined },
      room: { origin: 'https://partner.example.se' },
    });
    expect(faultsOf({ ...production, ...room })).toEqual(['KUVERT_OIDC_ISSUER']);
    const alone = { ...bySaml, ...production, KUVERT_OIDC_FOR: 'room' };
    expect(faultsOf(alone)).toEqual(['KUVERT_OIDC_FOR']);
  });

  it.each([
    ['KUVERT_SAML_KEY_FILE', { KUVERT_SAML_KEY_FILE: '' }],
    ['KUVERT_SAML_CERTIFICATE_FILE', { KUVERT_SAML_CERTIFICATE_FILE: '' }],
    ['KUVERT_SAML_METADATA_URL', { KUVERT_SAML_METADATA_URL: '' }],
    ['KUVERT_SAML_METADATA_URL', { KUVERT_SAML_METADATA_FILE: 'idp.xml' }],
    ['KUVERT_SAML_METADATA_URL', { KUVERT_SAML_METADATA_URL: 'http://idp.example.se' }],
    ['KUVERT_SAML_PRESET', { KUVERT_SAML_PRESET: 'any' }],
    ['KUVERT_SAML_LOA', { KUVERT_SAML_LOA: 'high' }],
    ['KUVERT_SAML_LOA_UNSAID', { KUVERT_SAML_LOA_UNSAID: 'high' }],
    ['KUVERT_OIDC_ISSUER', { KUVERT_ROOM_ORIGIN: 'https://partner.example.se' }],
    ['KUVERT_OIDC_CLIENT_ID', { ...production, KUVERT_OIDC_CLIENT_ID: '', KUVERT_SAML_NAME: 'x' }],
    ['KUVERT_SAML_NAME', production],
  ])('says that %s is wrong beside a login by SAML: %j', (name, change) => {
    expect(faultsOf({ ...bySaml, ...change })).toEqual([name]);
  });

  it('knows what the identity providers by SAML call facts, and lets the operator have the last word', () => {
    const of = (preset: string, more = {}) =>
      readConfig({ ...bySaml, KUVERT_SAML_PRESET: preset, ...more }).saml;
    expect(of('inera')).toMatchObject({ acr: ['http://id.sambi.se/loa/loa3'], knowsLevels: true });
    expect(of('inera')?.preset.subject?.attribute).toBe(
      'http://sambi.se/attributes/1/employeeHsaId',
    );
    expect(of('')).toMatchObject({ acr: [], knowsLevels: false, preset: { subject: undefined } });
    const own = of('entra', {
      KUVERT_SAML_SUBJECT_ATTRIBUTE: 'urn:id',
      KUVERT_SAML_NAME_ATTRIBUTE: 'urn:name',
      KUVERT_SAML_GROUPS_ATTRIBUTE: 'urn:groups',
      KUVERT_SAML_ACR: 'urn:strong',
      KUVERT_SAML_LOA: 'LoA3=urn:strong',
    });
    expect(own).toMatchObject({
      preset: {
        subject: { attribute: 'urn:id' },
        name: { whole: ['urn:name'] },
        groups: { attribute: 'urn:groups' },
      },
      acr: ['urn:strong'],
    });
    expect(own?.levels.get('urn:strong')).toBe('LoA3');
  });

  it('knows the CAs of SITHS by that name, and others by theirs', () => {
    const issuers = (text: string) =>
      readConfig({ ...withCards, KUVERT_CARD_ISSUERS: text }).card?.issuers;
    expect(issuers('TEST SITHS CA v1; siths')).toEqual([
      'TEST SITHS CA v1',
      'SITHS e-id Person HSA-id 3 CA v1',
      'SITHS e-id Person ID 3 CA v1',
      'SITHS e-id Person ID Mobile CA v1',
    ]);
  });

  it('knows at which level each login to the room is', () => {
    const acr = 'urn:example:substantial';
    const room = {
      ...{ ...production, KUVERT_ROOM_ORIGIN: 'https://partner.example.se' },
      KUVERT_OIDC_ACR: acr,
    };
    expect(faultsOf(room)).toEqual(['KUVERT_OIDC_LOA']);
    const { login } = readConfig({ ...room, KUVERT_OIDC_LOA: `LoA3=${acr}` });
    expect(login?.levels.get(acr)).toBe('LoA3');
  });

  it("reads faxes in the country's language unless told", () => {
    expect(readConfig(production).text).toEqual({ language: 'swe', processes: undefined });
    expect(readConfig({ ...production, KUVERT_COUNTRY: 'DK' }).text.language).toBe('dan');
    const told = { KUVERT_COUNTRY: 'DK', KUVERT_TEXT_LANGUAGE: 'eng', KUVERT_TEXT_PROCESSES: '0' };
    expect(readConfig({ ...production, ...told }).text).toEqual({ language: 'eng', processes: 0 });
  });

  it('tells all faults at once', () => {
    expect(faultsOf({})).toEqual(
      expect.arrayContaining([
        'KUVERT_MODE',
        'DATABASE_URL',
        'KUVERT_MAILBOX_ORIGIN',
        'KUVERT_OIDC_ISSUER',
        'KUVERT_KEY_FILE',
        'KUVERT_KEY_PASSPHRASE_FILE',
        'KUVERT_OBJECTS_DIR',
      ]),
    );
  });

  it('wants one proof to the identity provider, not two', () => {
    expect(faultsOf({ ...production, KUVERT_OIDC_CLIENT_KEY_FILE: '/keys/oidc.pem' })).toEqual([
      'KUVERT_OIDC_CLIENT_SECRET_FILE',
    ]);
  });

  it.each([
    ['KUVERT_MAILBOX_ORIGIN', 'https://fax.example.se/path'],
    ['KUVERT_TIME_ZONE', 'Europe/Hedemora'],
    ['KUVERT_SESSION_IDLE_MINUTES', '0'],
    ['KUVERT_SESSION_MINUTES', '100000'],
    ['KUVERT_COUNTRY', 'NO'],
  ])('refuses %s=%s', (name, value) => {
    expect(faultsOf({ ...production, [name]: value })).toEqual([name]);
  });

  it('ends a session after half an hour of nothing and after ten hours unless told', () => {
    expect(readConfig(production).session).toEqual({ idleMs: 1_800_000, absoluteMs: 36_000_000 });
  });

  it('reads the levels of assurance apart', () => {
    const acr = 'http://id.sambi.se/loa/loa3 http://id.elegnamnden.se/loa/1.0/loa3';
    expect(readConfig({ ...production, KUVERT_OIDC_ACR: acr }).login?.acr).toHaveLength(2);
  });
});
