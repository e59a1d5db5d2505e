import {
  assertionXml,
  expected,
  idp,
  nameId,
  now,
  responseXml,
  signXml,
} from '@kuvert/identity/test-support/saml-identity-provider';
import { describe, expect, it } from 'vitest';

import { anyIdp } from './presets.ts';
import { createSamlProvider } from './provider.ts';
import type { SamlConfig } from './saml-config.ts';

const config: SamlConfig = {
  idp: 'https://idp.example',
  metadata: { source: { kind: 'file', file: '' }, certificateFile: undefined },
  entityId: expected.audience,
  ...{ keyFile: '', certificateFile: '', previousKeyFile: undefined },
  ...{ name: undefined, preset: anyIdp, acr: [], levels: new Map(), unsaid: null },
  ...{ knowsLevels: false, logsOutThere: false, allowHttp: false },
};

const provider = createSamlProvider(config, {
  files: {
    ...{ key: '', certificate: '', goodUntil: now },
    ...{ decryptionKeys: [], metadataSignedBy: [] },
  },
  keeper: {
    current: () =>
      Promise.resolve({
        ...{ entityId: 'https://idp.example', certificates: [idp.certificate] },
        ...{ signInUrl: '', cacheMs: undefined, validUntil: undefined, signOut: undefined },
      }),
  },
  origin: 'https://kuvert.example',
  clock: { now: () => now },
  randomness: { token: () => '' },
});

/** Where no attribute names the person, their NameID does: of this format. */
const identified = (format: 'persistent' | 'transient') => {
  const named = assertionXml
    .replace(
      '<saml:NameID>',
      `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:${format}">`,
    )
    .replace('Name="role"', 'Name="displayName"');
  const response = signXml(responseXml(named), 'Response');
  return provider.identify(response, { nonce: 'request1', loa: null, beganAt: now });
};

describe('whom an identity provider names by the NameID alone', () => {
  it('is who that is, where it stays the same', async () => {
    expect((await identified('persistent')).subjects).toEqual([nameId]);
  });

  it('is nobody, where it is another one at each login', async () => {
    await expect(identified('transient')).rejects.toMatchObject({
      code: 'login-failed',
      cause: { reason: 'identity-unclear' },
    });
  });
});
