import { describe, expect, it } from 'vitest';

import { readConfig } from './config.ts';

const base = {
  KUVERT_MODE: 'production',
  DATABASE_URL: 'postgres://kuvert_outbound@localhost/kuvert',
  KUVERT_OUTBOUND_ORIGIN: 'https://fax.example.se',
  KUVERT_OUTBOUND_KEY_FILE: '/keys/outbound.age',
  KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE: '/keys/passphrase',
  KUVERT_RECOVERY_RECIPIENT: 'age1pq1example',
  KUVERT_OBJECTS_DIR: '/objects',
};
const hylafax = {
  KUVERT_HYLAFAX_SEND_HOST: 'fax1.example.se',
  KUVERT_HYLAFAX_SEND_KEY_FILE: '/keys/hylafax',
};
const signalwire = {
  KUVERT_TWILIO_ACCOUNT_SID: 'AC1',
  KUVERT_TWILIO_REST_ORIGIN: 'https://example.signalwire.com',
  KUVERT_TWILIO_SIGNING_KEY_FILE: '/keys/signing',
  KUVERT_TWILIO_REST_TOKEN_FILE: '/keys/token',
};

const telnyx = {
  KUVERT_TELNYX_PUBLIC_KEY: `${'A'.repeat(43)}=`,
  KUVERT_TELNYX_CONNECTION_ID: 'app-1',
  KUVERT_TELNYX_API_KEY_FILE: '/keys/telnyx',
};
const sinch = {
  KUVERT_SINCH_PROJECT_ID: 'p1',
  KUVERT_SINCH_KEY_ID: 'k1',
  KUVERT_SINCH_KEY_SECRET_FILE: '/keys/sinch',
  KUVERT_SINCH_WEBHOOK_SECRET_FILE: '/keys/webhook',
};

const carriersOf = (environment: Readonly<Record<string, string>>) =>
  readConfig({ ...base, ...environment }).sending?.carriers;

describe('the carriers that faxes go by', () => {
  it('are none when none is named: then nothing is sent', () => {
    expect(readConfig(base).sending).toBeUndefined();
  });

  it.each([
    ['the house’s secure channels', { KUVERT_SECURE_CHANNELS: 'true' }],
    [
      'SDK',
      {
        KUVERT_SDK_URL: 'https://sdk.example.se/v1',
        KUVERT_SDK_TOKEN_URL: 'https://sdk.example.se/token',
        KUVERT_SDK_CLIENT_ID: 'kuvert',
        KUVERT_SDK_KEY_FILE: '/keys/sdk',
      },
    ],
  ])('may be none where something goes by %s', (_way, environment) => {
    expect(carriersOf(environment)?.order).toEqual([]);
    const { KUVERT_OUTBOUND_KEY_FILE: _, ...keyless } = { ...base, ...environment };
    expect(() => readConfig(keyless)).toThrow(/KUVERT_OUTBOUND_KEY_FILE:? is missing/);
  });

  it('begin with a line of one’s own', () => {
    expect(carriersOf({ ...telnyx, ...sinch, ...signalwire, ...hylafax })?.order).toEqual([
      'hylafax',
      'signalwire',
      'telnyx',
      'sinch',
    ]);
  });

  it('have the order that the operator gives them, and get no new fax when they are left out', () => {
    const both = { ...signalwire, ...hylafax };
    const ordered = carriersOf({ ...both, KUVERT_SEND_BY: 'signalwire, hylafax' });
    expect(ordered?.order).toEqual(['signalwire', 'hylafax']);
    const one = carriersOf({ ...both, KUVERT_SEND_BY: 'hylafax' });
    expect([one?.order, one?.twilio?.carrier]).toEqual([['hylafax'], 'signalwire']);
  });

  it('have limits of calls at once, each its own', () => {
    const calls = 'hylafax=2 signalwire=30';
    expect(carriersOf({ ...signalwire, ...hylafax, KUVERT_SEND_CALLS: calls })?.calls).toEqual(
      new Map([
        ['hylafax', 2],
        ['signalwire', 30],
      ]),
    );
  });

  it.each([
    ['KUVERT_SEND_BY', 'telnyx'],
    ['KUVERT_SEND_BY', 'hylafax hylafax'],
    ['KUVERT_SEND_CALLS', 'hylafax'],
    ['KUVERT_SEND_CALLS', 'hylafax=0'],
    ['KUVERT_SEND_CALLS', 'telnyx=2'],
    ['KUVERT_HYLAFAX_SEND_HOST', '-x'],
    ['KUVERT_HYLAFAX_SEND_HOST', 'fax1 --help'],
    ['KUVERT_HYLAFAX_SEND_USER', 'a b'],
    ['KUVERT_HYLAFAX_SEND_KEY', 'a key of thirty-two characters or more'],
    ['KUVERT_HYLAFAX_SEND_KEY_FILE', ''],
  ])('are refused with %s=%s, by its name', (name, value) => {
    expect(() => carriersOf({ ...hylafax, [name]: value })).toThrow(/KUVERT_(SEND|HYLAFAX)_/);
  });

  it('have names of their own', () => {
    const same = { ...signalwire, ...hylafax, KUVERT_HYLAFAX_CARRIER: 'signalwire' };
    expect(() => carriersOf(same)).toThrow(/KUVERT_HYLAFAX_CARRIER/);
  });

  it.each([
    [telnyx, 'KUVERT_TELNYX_API_KEY_FILE'],
    [telnyx, 'KUVERT_TELNYX_CONNECTION_ID'],
    [sinch, 'KUVERT_SINCH_KEY_ID'],
    [sinch, 'KUVERT_SINCH_KEY_SECRET_FILE'],
    [sinch, 'KUVERT_SINCH_WEBHOOK_SECRET_FILE'],
  ])('are whole or not there: %j without %s', (account, name) => {
    const { [name]: _gone, ...rest } = account as Readonly<Record<string, string>>;
    expect(() => carriersOf(rest)).toThrow(name);
  });

  it.each([
    [telnyx, 'KUVERT_TELNYX_PUBLIC_KEY', 'short'],
    [telnyx, 'KUVERT_TELNYX_REST_ORIGIN', 'http://api.telnyx.com'],
    [sinch, 'KUVERT_SINCH_PROJECT_ID', '../p'],
    [sinch, 'KUVERT_SINCH_REST_ORIGIN', 'http://fax.api.sinch.com'],
  ])('are refused: %j with %s=%s', (account, name, value) => {
    expect(() => carriersOf({ ...account, [name]: value })).toThrow(name);
  });

  it('need the rest of sending, whichever it is', () => {
    const { KUVERT_OUTBOUND_KEY_FILE: _file, ...without } = { ...base, ...hylafax };
    expect(() => readConfig(without)).toThrow(/KUVERT_OUTBOUND_KEY_FILE/);
  });
});
