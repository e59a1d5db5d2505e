import { makeIdpKey } from '@kuvert/identity/test-support/saml-identity-provider';
import { KuvertError } from '@kuvert/shared/errors';
import { beforeEach, describe, expect, it } from 'vitest';

import { createMetadataKeeper, type MetadataStore } from './metadata-keeper.ts';

const entityId = 'https://idp.example';
const certificate = makeIdpKey().certificate.replace(/-----[^-]+-----|\s/g, '');
const minute = 60_000;

/** Where one logs in tells which copy it is. */
const metadata = (at: string, attributes = ''): string =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}" ${attributes}><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/${at}"/></IDPSSODescriptor></EntityDescriptor>`;

const from = Date.parse('2026-05-04T10:00:00Z');
let now = from;
let told: string | Error;
let asked = 0;
let faults: unknown[] = [];
let kept: Uint8Array | undefined;
let error: string | undefined;

const store: MetadataStore = {
  read: async () => kept,
  keep: async ({ xml }) => {
    kept = xml;
    error = undefined;
  },
  failed: async (code) => {
    error = code;
  },
};

const keeperOf = (signedBy: readonly string[] = []) =>
  createMetadataKeeper({
    fetch: async () => {
      asked += 1;
      if (told instanceof Error) throw told;
      return Buffer.from(told);
    },
    rules: { entityId, signedBy, allowHttp: false },
    store,
    clock: { now: () => new Date(now) },
    failed: (fault) => faults.push(fault),
  });

const until = (minutes: number): string =>
  `validUntil="${new Date(from + minutes * minute).toISOString()}"`;

beforeEach(() => {
  now = from;
  asked = 0;
  faults = [];
  [kept, error] = [undefined, undefined];
});

const away = new KuvertError('fetch-failed', 'away');

describe("an identity provider's metadata", () => {
  it('are asked for at the first login, and kept for other replicas', async () => {
    told = metadata('one');
    const { signInUrl } = await keeperOf().current();
    expect([signInUrl, asked, kept]).toEqual(['https://idp.example/one', 1, Buffer.from(told)]);
  });

  it('are asked for once by all who come at the same time', async () => {
    told = metadata('one');
    const keeper = keeperOf();
    await Promise.all([keeper.current(), keeper.current(), keeper.refresh()]);
    expect(asked).toBe(1);
  });

  it('are asked for anew each hour', async () => {
    told = metadata('one');
    const keeper = keeperOf();
    await keeper.refresh();
    told = metadata('two');
    now += 59 * minute;
    await keeper.refresh();
    expect((await keeper.current()).signInUrl).toContain('one');
    now += minute;
    await keeper.refresh();
    expect((await keeper.current()).signInUrl).toContain('two');
  });

  it.each([
    ['they ask for that (cacheDuration)', 'cacheDuration="PT10M"', 10],
    ['they end soon, at a quarter of the time left', until(60), 15],
    [
      'they would like to be asked for all the time, but not within a minute',
      'cacheDuration="PT1S"',
      1,
    ],
  ])('are asked for sooner where %s', async (_, attributes, minutes) => {
    told = metadata('one', attributes);
    const keeper = keeperOf();
    await keeper.refresh();
    now += minutes * minute - 1;
    await keeper.refresh();
    const before = asked;
    now += 1;
    await keeper.refresh();
    expect([before, asked]).toEqual([1, 2]);
  });

  it.each([
    ['the identity provider is away', away, 'fetch-failed'],
    ['what comes makes no sense', '<html/>', 'metadata-unreadable'],
    [
      'what comes is about somebody else',
      metadata('two').replace(entityId, 'https://x.example'),
      'metadata-of-others',
    ],
    ['what comes is over', metadata('two', until(-1)), 'metadata-over'],
  ])('hold until their end while %s, which is told', async (_, then, code) => {
    told = metadata('one', until(600));
    const keeper = keeperOf();
    await keeper.refresh();
    told = then;
    now += 60 * minute;
    await keeper.refresh();
    expect((await keeper.current()).signInUrl).toContain('one');
    expect([error, faults.length]).toEqual([code, 1]);
    now = from + 600 * minute;
    await expect(keeper.current()).rejects.toMatchObject({ code: 'login-provider-unreachable' });
  });

  it('that could not be had are asked for again within a minute', async () => {
    told = away;
    const keeper = keeperOf();
    await keeper.refresh();
    told = metadata('one');
    now += minute;
    await keeper.refresh();
    expect((await keeper.current()).signInUrl).toContain('one');
  });

  it('are those of the last start while the identity provider is away', async () => {
    kept = Buffer.from(metadata('kept'));
    told = away;
    expect((await keeperOf().current()).signInUrl).toContain('kept');
  });

  it('are not those of the last start when these are not signed as they have to be', async () => {
    kept = Buffer.from(metadata('kept'));
    told = metadata('one');
    const keeper = keeperOf([makeIdpKey().certificate]);
    await expect(keeper.current()).rejects.toMatchObject({ code: 'login-provider-unreachable' });
    expect(error).toBe('metadata-not-signed');
  });
});
