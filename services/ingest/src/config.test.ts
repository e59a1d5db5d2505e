import { describe, expect, it } from 'vitest';

import { ConfigurationError } from '@kuvert/platform/config/environment';

import { readConfig } from './config.ts';

const whole = {
  KUVERT_MODE: 'production',
  DATABASE_URL: 'postgres://kuvert_ingest:x@db/kuvert',
  KUVERT_INGEST_ORIGIN: 'https://fax.example.se',
  KUVERT_RECOVERY_RECIPIENT: 'age1pq1qqqq',
  KUVERT_OBJECTS_DIR: '/var/lib/kuvert/objects',
  KUVERT_TWILIO_ACCOUNT_SID: 'account-1',
  KUVERT_TWILIO_SIGNING_KEY_FILE: '/run/signing-key',
  KUVERT_TWILIO_REST_ORIGIN: 'https://example.signalwire.com',
  KUVERT_TWILIO_REST_TOKEN_FILE: '/run/token',
  KUVERT_TWILIO_MEDIA_HOSTS: 'files.signalwire.com, *.example.com',
};

const faultsOf = (environment: Readonly<Record<string, string | undefined>>): string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(({ name }) => name).toSorted();
    throw error;
  }
};

describe('the configuration', () => {
  it('is read whole', () => {
    expect(readConfig(whole)).toMatchObject({
      mode: 'production',
      origin: 'https://fax.example.se',
      media: { allowLoopback: false, maxBytes: 67_108_864, deadlineMs: 60_000 },
      twilio: {
        carrier: 'signalwire',
        signingKey: { kind: 'file', path: '/run/signing-key' },
        mediaHosts: ['files.signalwire.com', '*.example.com'],
      },
      hylafax: undefined,
      objects: { kind: 'folder' },
      bell: { kind: 'in-process' },
    });
  });

  it('tells every fault at once, by name', () => {
    expect(faultsOf({ KUVERT_INGEST_PORT: 'x', KUVERT_TWILIO_ACCOUNT_SID: 'a' })).toEqual([
      'DATABASE_URL',
      'KUVERT_INGEST_ORIGIN',
      'KUVERT_INGEST_PORT',
      'KUVERT_MODE',
      'KUVERT_OBJECTS_DIR',
      'KUVERT_RECOVERY_RECIPIENT',
      'KUVERT_TWILIO_REST_ORIGIN',
      'KUVERT_TWILIO_REST_TOKEN_FILE',
      'KUVERT_TWILIO_SIGNING_KEY_FILE',
    ]);
  });

  it('refuses to fetch media from this machine in production', () => {
    expect(faultsOf({ ...whole, KUVERT_MEDIA_LOOPBACK: 'true' })).toEqual([
      'KUVERT_MEDIA_LOOPBACK',
    ]);
    expect(faultsOf({ KUVERT_MODE: 'production', KUVERT_MEDIA_LOOPBACK: 'true' })).toContain(
      'KUVERT_MEDIA_LOOPBACK',
    );
  });

  it('refuses plain http in production', () => {
    expect(faultsOf({ ...whole, KUVERT_INGEST_ORIGIN: 'http://fax.example.se' })).toEqual([
      'KUVERT_INGEST_ORIGIN',
    ]);
  });

  it('allows both in a demonstration', () => {
    const demonstration = {
      ...whole,
      KUVERT_MODE: 'demonstration',
      KUVERT_MEDIA_LOOPBACK: 'true',
      KUVERT_INGEST_ORIGIN: 'http://127.0.0.1:8081',
    };
    expect(readConfig(demonstration).media.allowLoopback).toBe(true);
  });

  it.each([
    ['no carrier', { KUVERT_TWILIO_ACCOUNT_SID: undefined }, 'KUVERT_TWILIO_ACCOUNT_SID'],
    [
      'Telnyx without its key',
      { KUVERT_TELNYX_PUBLIC_KEY: `${'A'.repeat(43)}=` },
      'KUVERT_TELNYX_API_KEY_FILE',
    ],
    [
      'a public key that is none',
      { KUVERT_TELNYX_PUBLIC_KEY: 'x', KUVERT_TELNYX_API_KEY: 'y' },
      'KUVERT_TELNYX_PUBLIC_KEY',
    ],
    [
      'Sinch without its key',
      {
        KUVERT_SINCH_PROJECT_ID: 'p1',
        KUVERT_SINCH_KEY_SECRET: 'x',
        KUVERT_SINCH_WEBHOOK_SECRET_FILE: '/run/secret',
      },
      'KUVERT_SINCH_KEY_ID',
    ],
    [
      'a short webhook secret',
      { KUVERT_SINCH_WEBHOOK_SECRET: 'short' },
      'KUVERT_SINCH_WEBHOOK_SECRET',
    ],
    ['a secret twice', { KUVERT_TWILIO_SIGNING_KEY: 'x' }, 'KUVERT_TWILIO_SIGNING_KEY_FILE'],
    ['a short HylaFAX key', { KUVERT_HYLAFAX_KEY: 'short' }, 'KUVERT_HYLAFAX_KEY'],
    ['an origin with a path', { KUVERT_INGEST_ORIGIN: 'https://x.se/fax' }, 'KUVERT_INGEST_ORIGIN'],
    [
      'a recovery key of another kind',
      { KUVERT_RECOVERY_RECIPIENT: 'age1abc' },
      'KUVERT_RECOVERY_RECIPIENT',
    ],
    [
      'two carriers of one name',
      { KUVERT_HYLAFAX_KEY_FILE: '/run/key', KUVERT_HYLAFAX_CARRIER: 'signalwire' },
      'KUVERT_HYLAFAX_CARRIER',
    ],
  ])('is wrong with %s', (_what, changes, name) => {
    expect(faultsOf({ ...whole, ...changes })).toEqual([name]);
  });

  it('never repeats a value', () => {
    const secret = 'postgres-secret';
    expect(() => readConfig({ ...whole, DATABASE_URL: secret })).toThrowError(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    );
  });
});
