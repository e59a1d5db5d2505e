import { describe, expect, it } from 'vitest';

import { readConfig } from './config.ts';

const base = {
  KUVERT_MODE: 'production',
  DATABASE_URL: 'postgres://kuvert_outbound@localhost/kuvert',
};
const key = {
  KUVERT_OUTBOUND_KEY_FILE: '/keys/outbound.age',
  KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE: '/keys/passphrase',
};

describe('webhooks', () => {
  it('are not sent unless that is said', () => {
    expect(readConfig({ ...base, ...key }).webhooks).toBeUndefined();
  });

  it('need no carrier, but the key that opens what signs them', () => {
    const { webhooks, sending } = readConfig({ ...base, ...key, KUVERT_WEBHOOKS: 'true' });
    expect([sending, webhooks?.key.file]).toEqual([undefined, '/keys/outbound.age']);
    expect(() => readConfig({ ...base, KUVERT_WEBHOOKS: 'true' })).toThrow(
      'KUVERT_OUTBOUND_KEY_FILE: is missing',
    );
  });

  it('go to private addresses of the hosts that are named', () => {
    const { webhooks } = readConfig({
      ...base,
      ...key,
      KUVERT_WEBHOOKS: 'true',
      KUVERT_WEBHOOK_PRIVATE_HOSTS: 'journal.kommun.local:8443, diarium.kommun.local',
    });
    expect(webhooks?.privateHosts).toEqual(['journal.kommun.local:8443', 'diarium.kommun.local']);
  });

  it.each([
    ['production', false],
    ['demonstration', true],
  ])('of %s go to this machine: %s', (mode, allowed) => {
    const { webhooks } = readConfig({
      ...base,
      ...key,
      KUVERT_MODE: mode,
      KUVERT_WEBHOOKS: 'true',
    });
    expect(webhooks?.allowLoopback).toBe(allowed);
  });
});
