import { describe, expect, it } from 'vitest';

import { readConfig, type LoginConfig } from '../config.ts';
import { production } from '../test-support/configuration.ts';
import type { PresetName } from './presets.ts';

const loginOf = (
  preset: PresetName | '',
  changes: Readonly<Record<string, string>> = {},
): LoginConfig => {
  const { login } = readConfig({ ...production, KUVERT_OIDC_PRESET: preset, ...changes });
  if (!login) throw new Error('no login by OpenID Connect');
  return login;
};

describe('a provider that is set up by its name', () => {
  it('Inera: LoA3, people by their HSA-id, five minutes', () => {
    const { acr, preset, idTokenSeconds } = loginOf('inera');
    expect([acr, preset.subject?.claim, idTokenSeconds]).toEqual([
      ['http://id.sambi.se/loa/loa3'],
      'employeeHsaId',
      300,
    ]);
  });

  it('Entra: no level, ID tokens of an hour and a half', () => {
    const { acr, preset, idTokenSeconds } = loginOf('entra');
    expect([acr, preset.subject, idTokenSeconds]).toEqual([[], undefined, 5400]);
  });

  it.each(['keycloak', 'freja', ''] as const)('%j: as the standard has it', (name) => {
    const { acr, preset, idTokenSeconds, unsaid } = loginOf(name);
    expect([acr, preset.subject, idTokenSeconds, unsaid]).toEqual([[], undefined, 300, null]);
  });

  it('names groups as the provider does: Inera commissions, the others `groups`', () => {
    expect(loginOf('inera').preset.groups).toEqual({
      claim: 'commissionHsaId',
      areCommissions: true,
    });
    expect(loginOf('entra').preset.groups).toEqual({ claim: 'groups', areCommissions: false });
  });

  it('takes claims that the operator names', () => {
    const { preset } = loginOf('entra', {
      KUVERT_OIDC_SUBJECT_CLAIM: 'oid',
      KUVERT_OIDC_GROUPS_CLAIM: 'roles',
    });
    expect([preset.subject?.claim, preset.groups.claim]).toEqual(['oid', 'roles']);
    expect(() => loginOf('', { KUVERT_OIDC_GROUPS_CLAIM: 'a b' })).toThrow(/GROUPS_CLAIM/);
  });

  it('lets the operator have the last word', () => {
    const { acr, idTokenSeconds } = loginOf('inera', {
      KUVERT_OIDC_ACR: 'http://id.sambi.se/loa/loa4',
      KUVERT_OIDC_ID_TOKEN_SECONDS: '120',
    });
    expect([acr, idTokenSeconds]).toEqual([['http://id.sambi.se/loa/loa4'], 120]);
  });

  it('is one of those that there are', () => {
    expect(() => readConfig({ ...production, KUVERT_OIDC_PRESET: 'bankid' })).toThrow(
      /KUVERT_OIDC_PRESET/,
    );
  });
});

describe('the HSA-id', () => {
  const { preset } = loginOf('inera');
  it.each([
    ['SE2321000131-3C4D', true],
    [`SE2321000131-${'a'.repeat(31)}`, true],
    [`SE2321000131-${'a'.repeat(32)}`, false],
    ['SE232100013-3C4D', false],
    ['SE2321000131-', false],
    ['NO2321000131-3C4D', false],
    ['SE2321000131-3C4D\n', false],
    [' SE2321000131-3C4D', false],
  ])('%j is one: %s', (text, isOne) => {
    expect(preset.subject?.isOne(text)).toBe(isOne);
  });
});
