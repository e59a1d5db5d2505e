import { createPublicKey } from 'node:crypto';

import { describe, expect, it } from 'vitest';
import { encrypt } from 'xml-encryption';

import {
  after,
  assertionXml,
  expected,
  makeIdpKey,
  nameId,
  responseXml,
  signXml,
  type IdpKey,
} from '../test-support/saml-identity-provider.ts';
import { checkSamlResponse } from './check-response.ts';
import type { SamlExpectations } from './expectations.ts';

const ours = makeIdpKey();
const pemOf = (key: IdpKey): string =>
  key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const opening = { ...expected, decryptionKeys: [pemOf(ours)] };

interface Encryption {
  readonly key?: IdpKey;
  readonly content?: Parameters<typeof encrypt>[1]['encryptionAlgorithm'];
  readonly transport?: Parameters<typeof encrypt>[1]['keyEncryptionAlgorithm'];
}

const gcm = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const oaep = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';

const encrypted = (
  assertion: string,
  { key = ours, content = gcm, transport = oaep }: Encryption = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const rsa = createPublicKey(key.certificate).export({ type: 'spki', format: 'pem' });
    encrypt(
      assertion,
      {
        rsa_pub: rsa.toString(),
        pem: key.certificate,
        encryptionAlgorithm: content,
        keyEncryptionAlgorithm: transport,
        warnInsecureAlgorithm: false,
      },
      (error: Error | null, xml) =>
        error
          ? reject(error)
          : resolve(`<saml:EncryptedAssertion>${xml}</saml:EncryptedAssertion>`),
    );
  });

/** As it should come: the assertion encrypted, the response around it signed. */
const issued = async (assertion = assertionXml, encryption?: Encryption): Promise<string> =>
  signXml(responseXml(await encrypted(assertion, encryption)), 'Response');

const verdictOf = (xml: string, change: Partial<SamlExpectations> = {}) =>
  checkSamlResponse(Buffer.from(xml), { ...opening, ...change });

const reasonFor = async (xml: string, change: Partial<SamlExpectations> = {}): Promise<string> =>
  (await verdictOf(xml, change)).reason;

/** The assertion, signed by itself. */
const signedAlone = (key?: IdpKey): string => signXml(assertionXml, 'Assertion', key && { key });

describe('an encrypted assertion', () => {
  it.each([
    'http://www.w3.org/2009/xmlenc11#aes128-gcm',
    gcm,
    'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
    'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  ] as const)('logs somebody in when the response is signed: %s', async (content) => {
    expect(await verdictOf(await issued(assertionXml, { content }))).toMatchObject({
      accepted: true,
      nameId,
    });
  });

  it('may be signed as well', async () => {
    expect(await reasonFor(await issued(signedAlone()))).toBe('accepted');
  });

  it('may be for the key that we had before', async () => {
    const decryptionKeys = [pemOf(makeIdpKey()), pemOf(ours)];
    expect(await reasonFor(await issued(), { decryptionKeys })).toBe('accepted');
  });

  it('is refused where we have no key for one', async () => {
    expect(await reasonFor(await issued(), { decryptionKeys: [] })).toBe('assertion-encrypted');
  });

  it('is not opened when the response is not signed, whoever signed the assertion', async () => {
    const xml = responseXml(await encrypted(signedAlone()));
    expect(await reasonFor(xml)).toBe('signature-missing');
  });

  it('is not opened when the response is signed by another key, or changed since', async () => {
    const foreign = signXml(responseXml(await encrypted(assertionXml)), 'Response', {
      key: makeIdpKey(),
    });
    const changed = (await issued()).replace('ID="_response1"', 'ID="_response1" Consent="urn:x"');
    expect([await reasonFor(foreign), await reasonFor(changed)]).toEqual([
      'signature-wrong',
      'signature-wrong',
    ]);
  });

  it('is refused when its own signature is of another key', async () => {
    expect(await reasonFor(await issued(signedAlone(makeIdpKey())))).toBe('signature-wrong');
  });

  it('is refused when its own signature is in another place', async () => {
    const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signedAlone())?.[0] ?? '';
    const moved = assertionXml.replace('</saml:Subject>', `${signature}</saml:Subject>`);
    expect(await reasonFor(await issued(moved))).toBe('signature-misplaced');
  });

  it('is refused when it is for another key', async () => {
    expect(await reasonFor(await issued(assertionXml, { key: makeIdpKey() }))).toBe(
      'decryption-failed',
    );
  });

  it.each([
    ['3DES', { content: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc' }],
    ['RSA by PKCS #1 1.5', { transport: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' }],
  ] as const)('is refused when it is encrypted by %s', async (_, encryption) => {
    expect(await reasonFor(await issued(assertionXml, encryption))).toBe('encryption-refused');
  });

  it('is refused beside a plain one, twice, or deeper than directly in the response', async () => {
    const one = await encrypted(assertionXml);
    const sign = (content: string): string => signXml(responseXml(content), 'Response');
    expect([
      await reasonFor(sign(one + assertionXml)),
      await reasonFor(sign(one + one)),
      await reasonFor(sign(`<samlp:Extensions>${one}</samlp:Extensions>`)),
    ]).toEqual(['assertion-several', 'assertion-several', 'assertion-misplaced']);
  });

  it('is refused in a response of which an id is there twice, or that is of SAML 1.1', async () => {
    const one = responseXml(await encrypted(assertionXml));
    const twice = one.replace('<samlp:Status>', '<samlp:Status Id="_response1">');
    const older = one.replace('Version="2.0"', 'Version="1.1"');
    expect([
      await reasonFor(signXml(twice, 'Response')),
      await reasonFor(signXml(older, 'Response')),
    ]).toEqual(['id-several', 'not-a-response']);
  });

  it('is refused when the signature of the response is there twice, or in another place', async () => {
    const xml = await issued();
    const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
    const moved = xml
      .replace(signature, '')
      .replace('<samlp:Status>', `<samlp:Status>${signature}`);
    expect([
      await reasonFor(xml.replace(signature, signature + signature)),
      await reasonFor(moved),
    ]).toEqual(['signature-misplaced', 'signature-misplaced']);
  });

  it('is refused with a cipher that is elsewhere, or is short of an authentication tag', async () => {
    const one = await encrypted(assertionXml);
    const elsewhere = one.replace(
      '</saml:EncryptedAssertion>',
      '<x:CipherReference xmlns:x="urn:x" URI="http://x.example"/></saml:EncryptedAssertion>',
    );
    // of the content: the last of two
    const short = one.replace(
      /[\w+/=]{30,}(?=\s*<\/\w+:CipherValue>(?![\s\S]*CipherValue))/,
      Buffer.alloc(20).toString('base64'),
    );
    expect(short).not.toBe(one);
    for (const xml of [elsewhere, short])
      expect(await reasonFor(signXml(responseXml(xml), 'Response'))).toBe('encryption-refused');
  });

  it.each([
    ['no XML', 'nothing', 'response-unreadable'],
    ['another element', '<saml:Advice xmlns:saml="urn:x"/>', 'assertion-missing'],
    ['a comment in the name', assertionXml.replace(nameId, 'SE<!-- -->1'), 'xml-content-refused'],
    ['an assertion in it', assertionXml.replace('nurse', assertionXml), 'assertion-several'],
    [
      'a response in it',
      assertionXml.replace('nurse', '<Response xmlns="urn:x"/>'),
      'not-a-response',
    ],
    ['SAML 1.1', assertionXml.replace('Version="2.0"', 'Version="1.1"'), 'not-a-response'],
    [
      'an id twice',
      assertionXml.replace('<saml:Subject>', '<saml:Subject ID="_assertion1">'),
      'id-several',
    ],
    [
      'a signature of its own by SHA-1',
      signXml(assertionXml, 'Assertion', {
        algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      }),
      'algorithm-refused',
    ],
    [
      'another recipient',
      assertionXml.replace(/Recipient="[^"]*"/, 'Recipient="urn:x"'),
      'recipient-wrong',
    ],
  ] as const)('is read by the same rules once it is open: %s', async (_, content, reason) => {
    expect(await reasonFor(await issued(content))).toBe(reason);
  });
});

describe('what was asked for anew', () => {
  it('is refused when its subject was authenticated before it was asked for', async () => {
    const xml = signXml(responseXml(), 'Assertion');
    const since = (seconds: number) => ({ authenticatedSince: new Date(after(seconds)) });
    // it was ten seconds ago, and clocks differ by a minute
    expect([await reasonFor(xml, since(40)), await reasonFor(xml, since(60))]).toEqual([
      'accepted',
      'authentication-too-old',
    ]);
  });
});

describe('an assertion that was accepted', () => {
  it('says who, from which session, by which context, until when, and its attributes', async () => {
    const attributes = `<saml:Attribute Name="group"><saml:AttributeValue>a</saml:AttributeValue><saml:AttributeValue> b </saml:AttributeValue><saml:AttributeValue><x xmlns="urn:x"/></saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`;
    const assertion = assertionXml
      .replace('</saml:AttributeStatement>', attributes)
      .replace('<saml:NameID>', '<saml:NameID Format="urn:f" NameQualifier="n">')
      .replace('<saml:AuthnStatement', '<saml:AuthnStatement SessionIndex="_s1"');
    const verdict = await verdictOf(signXml(responseXml(assertion), 'Assertion'));
    expect(verdict).toMatchObject({
      facts: {
        id: '_assertion1',
        issuer: 'https://idp.example',
        nameId: { value: nameId, format: 'urn:f', nameQualifier: 'n', spNameQualifier: undefined },
        sessionIndex: '_s1',
        context: 'http://id.sambi.se/loa/loa3',
        usableUntil: new Date(after(360)),
        attributes: new Map([
          ['role', ['nurse']],
          ['group', ['a', 'b']],
        ]),
      },
    });
  });
});
