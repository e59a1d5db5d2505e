import { createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

import { SignedXml } from 'xml-crypto';
import { describe, expect, it } from 'vitest';

import {
  after,
  idp,
  makeIdpKey,
  now,
  type IdpKey,
} from '../test-support/saml-identity-provider.ts';
import { authnRequestUrl, type AuthnRequest } from './authn-request.ts';
import { readIdpMetadata, type IdpMetadata, type MetadataRules } from './idp-metadata.ts';
import { serviceProviderMetadata, type ServiceProvider } from './service-provider-metadata.ts';
import { signedRootOf } from './signed-root.ts';

const entityId = 'https://idp.example/saml';
const rules: MetadataRules = { entityId, signedBy: [], at: now, allowHttp: false };
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

const base64Of = ({ certificate }: IdpKey): string =>
  certificate.replace(/-----[^-]+-----|\s/g, '');

const keyXml = (key: IdpKey, use = ' use="signing"'): string =>
  `<md:KeyDescriptor${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>
    ${base64Of(key)}
  </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;

interface EntityChange {
  readonly id?: string;
  readonly attributes?: string;
  readonly keys?: string;
  readonly location?: string;
  readonly binding?: string;
  readonly more?: string;
}

const entityXml = ({
  id = entityId,
  attributes = '',
  keys = keyXml(idp),
  location = 'https://idp.example/sso',
  binding = redirect,
  more = '',
}: EntityChange = {}): string =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID="_${id.length}" entityID="${id}" ${attributes}><!-- made by hand --><md:IDPSSODescriptor protocolSupportEnumeration="urn:x urn:oasis:names:tc:SAML:2.0:protocol">${keys}${more}<md:SingleSignOnService Binding="${binding}" Location="${location}"/></md:IDPSSODescriptor></md:EntityDescriptor>`;

const federationXml = (entities: string, attributes = ''): string =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_federation" ${attributes}>${entities}</md:EntitiesDescriptor>`;

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

const signedXml = (xml: string, key: IdpKey = idp, signatureAlgorithm = rsaSha256): string => {
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const signer = new SignedXml({
    privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicCert: key.certificate,
    signatureAlgorithm,
    canonicalizationAlgorithm: exclusive,
  });
  signer.addReference({
    xpath: '/*',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: '/*', action: 'prepend' },
  });
  return signer.getSignedXml();
};

const read = (
  xml: string,
  change: Partial<MetadataRules> = {},
): ReturnType<typeof readIdpMetadata> => readIdpMetadata(Buffer.from(xml), { ...rules, ...change });

describe("an identity provider's metadata", () => {
  it('say where one logs in, and by which keys its answers are signed', () => {
    expect(read(entityXml())).toEqual({
      entityId,
      signInUrl: 'https://idp.example/sso',
      signOut: undefined,
      certificates: [idp.certificate],
      validUntil: undefined,
      cacheMs: undefined,
    } satisfies IdpMetadata);
  });

  it('may have two keys while it changes one, and a key for everything', () => {
    const next = makeIdpKey();
    const found = read(
      entityXml({
        keys: keyXml(idp) + keyXml(next, '') + keyXml(makeIdpKey(), ' use="encryption"'),
      }),
    );
    expect(found).toMatchObject({ certificates: [idp.certificate, next.certificate] });
  });

  it('say where one logs out, and where answers to that go', () => {
    const more = `<md:SingleLogoutService Binding="${redirect}" Location="https://idp.example/slo" ResponseLocation="https://idp.example/slo/done"/>`;
    expect(read(entityXml({ more }))).toMatchObject({
      signOut: {
        binding: 'redirect',
        url: 'https://idp.example/slo',
        responseUrl: 'https://idp.example/slo/done',
      },
    });
  });

  it('are found among those of a federation, whose end and time to live are theirs too', () => {
    const others = entityXml({ id: 'https://other.example' });
    const attributes = `validUntil="${after(60)}" cacheDuration="PT1H30M"`;
    const own = entityXml({ attributes: `validUntil="${after(3600)}" cacheDuration="P1D"` });
    expect(
      read(federationXml(others + federationXml(own).replace('_federation', '_in'), attributes)),
    ).toMatchObject({
      entityId,
      validUntil: new Date(after(60)),
      cacheMs: 5_400_000,
    });
  });

  it.each([
    [
      'whose end has passed',
      'metadata-over',
      entityXml({ attributes: `validUntil="${after(-1)}"` }),
    ],
    ['whose end is no time', 'metadata-over', entityXml({ attributes: 'validUntil="soon"' })],
    ['of another identity provider', 'metadata-of-others', entityXml({ id: 'https://x.example' })],
    [
      'with the identity provider twice',
      'metadata-of-others',
      federationXml(entityXml() + entityXml()),
    ],
    [
      'without an address for redirects',
      'metadata-without-address',
      entityXml({ binding: 'urn:x' }),
    ],
    [
      'with an address by plain http',
      'metadata-without-address',
      entityXml({ location: 'http://idp.example' }),
    ],
    [
      'with a script for an address',
      'metadata-without-address',
      entityXml({ location: 'javascript:alert(1)' }),
    ],
    ['without a key', 'metadata-without-key', entityXml({ keys: '' })],
    [
      'with a key that is too short',
      'metadata-without-key',
      entityXml({ keys: keyXml(makeIdpKey(1024)) }),
    ],
    ['with a DOCTYPE', 'metadata-unreadable', `<!DOCTYPE a>${entityXml()}`],
    ['that are something else', 'metadata-unreadable', '<html/>'],
    ['that end early', 'metadata-unreadable', entityXml().slice(0, -10)],
    ['deeper than any are', 'metadata-too-large', '<a>'.repeat(40)],
    ['longer than any are', 'metadata-too-large', ' '.repeat(9 * 1024 * 1024)],
  ])('are of no use %s (%s)', (_, reason, xml) => {
    expect(read(xml)).toBe(reason);
  });

  it('are refused signed by a key that is too weak, though its certificate is configured', () => {
    const weak = makeIdpKey(1024);
    expect(read(signedXml(entityXml(), weak), { signedBy: [weak.certificate] })).toBe(
      'metadata-signature-wrong',
    );
  });

  it('are read as they were signed, where a certificate is configured', () => {
    const signedBy = [makeIdpKey().certificate, idp.certificate];
    expect(read(signedXml(entityXml()), { signedBy })).toMatchObject({ entityId });
    expect(read(signedXml(federationXml(entityXml())), { signedBy })).toMatchObject({ entityId });
  });

  it.each([
    ['unsigned', 'metadata-not-signed', entityXml()],
    ['signed by another key', 'metadata-signature-wrong', signedXml(entityXml(), makeIdpKey())],
    [
      'signed by SHA-1',
      'metadata-signature-wrong',
      signedXml(entityXml(), idp, 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
    ],
    [
      'changed since',
      'metadata-signature-wrong',
      signedXml(entityXml()).replace('https://idp.example/sso', 'https://evil.example/sso'),
    ],
    [
      'with a signature of a part of them alone',
      'metadata-not-signed',
      federationXml(entityXml({ location: 'https://evil.example' }) + signedXml(entityXml())),
    ],
    [
      'with the signed ones in others of the same id',
      'metadata-signature-wrong',
      ((signed: string) =>
        signed
          .replace('https://idp.example/sso', 'https://evil.example/sso')
          .replace(
            '</md:EntityDescriptor>',
            `<x:x xmlns:x="urn:x">${signed}</x:x></md:EntityDescriptor>`,
          ))(signedXml(entityXml())),
    ],
  ])('are refused %s, where a certificate is configured (%s)', (_, reason, xml) => {
    expect(read(xml, { signedBy: [idp.certificate] })).toBe(reason);
  });
});

const ours = makeIdpKey();
const privateKey = ours.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const ask = async (change: Partial<AuthnRequest> = {}): Promise<{ url: URL; xml: string }> => {
  const url = new URL(
    await authnRequestUrl({
      id: '_r1',
      issuer: 'https://kuvert.example/saml/metadata',
      recipient: 'https://kuvert.example/saml/response',
      signInUrl: 'https://idp.example/sso?tenant=1',
      privateKey,
      relayState: 's-_t',
      contexts: [],
      anew: false,
      nameIdFormat: undefined,
      ...change,
    }),
  );
  const request = Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64');
  return { url, xml: inflateRawSync(request).toString() };
};

describe('a request to log in', () => {
  it('is signed with SHA-256 over what the address has', async () => {
    const { url } = await ask();
    const names = ['SAMLRequest', 'RelayState', 'SigAlg'];
    const pairs = names.map(
      (name) => `${name}=${encodeURIComponent(url.searchParams.get(name) ?? '')}`,
    );
    const signature = Buffer.from(url.searchParams.get('Signature') ?? '', 'base64');
    const isRight = createVerify('sha256')
      .update(pairs.join('&'))
      .verify(ours.certificate, signature);
    expect(isRight).toBe(true);
    expect(url.searchParams.get('SigAlg')).toBe(
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    );
    expect(url.searchParams.get('tenant')).toBe('1');
  });

  it('says who asks, and where the answer goes', async () => {
    const { xml } = await ask();
    expect(xml).toContain('ID="_r1"');
    expect(xml).toContain('AssertionConsumerServiceURL="https://kuvert.example/saml/response"');
    expect(xml).toContain('>https://kuvert.example/saml/metadata<');
    expect(xml).not.toMatch(/ForceAuthn|RequestedAuthnContext|Format=/);
  });

  it('asks for authentication contexts, and for logging in anew', async () => {
    const { xml } = await ask({
      contexts: ['urn:a', 'urn:b&c'],
      anew: true,
      nameIdFormat: 'urn:p',
    });
    expect(xml).toContain('ForceAuthn="true"');
    expect(xml).toMatch(/Comparison="exact".*>urn:a<.*>urn:b&amp;c</);
    expect(xml).toContain('Format="urn:p"');
  });
});

const us: ServiceProvider = {
  entityId: 'https://kuvert.example/saml/metadata',
  recipient: 'https://kuvert.example/saml/response',
  signOutUrl: 'https://kuvert.example/saml/logout',
  privateKey,
  certificate: ours.certificate,
  nameIdFormat: 'urn:p',
  attributes: ['urn:a', 'urn:b&c'],
  serviceName: 'Kuvert',
  id: '_m1',
};

describe('our own metadata', () => {
  it('are signed by our key', () => {
    const xml = serviceProviderMetadata(us);
    expect(signedRootOf(xml, [makeIdpKey().certificate, ours.certificate])).toContain('_m1');
    expect(signedRootOf(xml, [makeIdpKey().certificate])).toBeUndefined();
  });

  it('have everything in the order of the schema (SAML metadata, 2.4.4)', () => {
    const xml = serviceProviderMetadata(us);
    const names = [...xml.matchAll(/<(?:ds:)?(\w+)[ >]/g)].map(([, name]) => name);
    const order = [
      'EntityDescriptor',
      'Signature',
      'SPSSODescriptor',
      'KeyDescriptor',
      'SingleLogoutService',
      'NameIDFormat',
      'AssertionConsumerService',
      'AttributeConsumingService',
    ];
    expect([...new Set(names.filter((name) => order.includes(name ?? '')))]).toEqual(order);
    expect(xml).toContain('AuthnRequestsSigned="true"');
    expect(xml).toContain('rsa-oaep-mgf1p');
    expect(xml).toContain('Name="urn:b&amp;c"');
  });

  it('leave out what there is not', () => {
    const xml = serviceProviderMetadata({
      ...us,
      nameIdFormat: undefined,
      attributes: [],
    });
    expect(xml).not.toMatch(/NameIDFormat|AttributeConsumingService/);
  });
});
