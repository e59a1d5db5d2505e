import { deflateRawSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { makeIdpKey, signXml, type IdpKey } from '../test-support/saml-identity-provider.ts';
import { logoutRequest, logoutResponse, type LogoutSender } from './logout-messages.ts';
import {
  readLogoutRequest,
  readLogoutResponse,
  type LogoutExpectations,
  type ReceivedLogout,
} from './read-logout.ts';
import { redirectTo } from './redirect-binding.ts';

const idp = makeIdpKey();
const stranger = makeIdpKey();
const pemOf = ({ privateKey }: IdpKey): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const destination = 'https://kuvert.example/saml/logout';
const expected: LogoutExpectations = {
  idpCertificates: [makeIdpKey().certificate, idp.certificate],
  issuer: 'https://idp.example',
  destination,
  at: new Date(),
};
const from = (key: IdpKey, more: Partial<LogoutSender> = {}): LogoutSender => ({
  ...{ id: '_r1', issuer: expected.issuer, binding: 'redirect', url: destination },
  ...{ relayState: 'abc-_', privateKey: pemOf(key), certificate: key.certificate },
  ...more,
});
const anna = { nameId: 'anna@example.se', sessionIndex: '_s1' };

const later = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
const requestXml = (
  attributes = `ID="_r1" Version="2.0" IssueInstant="${later(-5)}" Destination="${destination}"`,
  content = '<saml:NameID>anna@example.se</saml:NameID><samlp:SessionIndex>_s1</samlp:SessionIndex>',
  issuer = expected.issuer,
): string =>
  `<samlp:LogoutRequest xmlns:samlp="${protocol}" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ${attributes}><saml:Issuer>${issuer}</saml:Issuer>${content}</samlp:LogoutRequest>`;

const inAddress = (xml: string, key = idp): ReceivedLogout => {
  const message = { name: 'SAMLRequest', xml, relayState: undefined } as const;
  return {
    binding: 'redirect',
    query: new URL(redirectTo(destination, message, pemOf(key))).search.slice(1),
  };
};
const inForm = (xml: string): ReceivedLogout => ({
  binding: 'post',
  message: Buffer.from(xml).toString('base64'),
  relayState: undefined,
});
const signed = (xml: string, key = idp): string => signXml(xml, 'LogoutRequest', { key });

describe.each(['redirect', 'post'] as const)('a request to log out, by %s', (binding) => {
  const carry = (xml: string, key = idp): ReceivedLogout =>
    binding === 'redirect' ? inAddress(xml, key) : inForm(signed(xml, key));

  it('is read by the rules that it is written by, with the session that it names', async () => {
    const sent = await logoutRequest(from(idp, { binding }), anna);
    const received: ReceivedLogout =
      sent.binding === 'redirect'
        ? { binding: 'redirect', query: new URL(sent.url).search.slice(1) }
        : {
            binding: 'post',
            message: sent.fields['SAMLRequest'] ?? '',
            relayState: sent.fields['RelayState'],
          };
    expect(readLogoutRequest(received, expected)).toMatchObject({
      ...{ id: '_r1', nameId: 'anna@example.se', sessionIndexes: ['_s1'], relayState: 'abc-_' },
    });
  });

  it.each([
    ['of another key', 'signature-wrong', carry(requestXml(), stranger)],
    [
      'of somebody else',
      'issuer-wrong',
      carry(requestXml(undefined, undefined, 'https://other.example')),
    ],
    [
      'to another address',
      'destination-wrong',
      carry(
        requestXml(
          `ID="_r1" Version="2.0" IssueInstant="${later(-5)}" Destination="https://other.example"`,
        ),
      ),
    ],
    [
      'to no address',
      'destination-wrong',
      carry(requestXml(`ID="_r1" Version="2.0" IssueInstant="${later(-5)}"`)),
    ],
    [
      'that is over',
      'expired',
      carry(
        requestXml(
          `ID="_r1" Version="2.0" IssueInstant="${later(-300)}" NotOnOrAfter="${later(-90)}" Destination="${destination}"`,
        ),
      ),
    ],
    [
      'that is old, whatever end it states',
      'expired',
      carry(
        requestXml(
          `ID="_r1" Version="2.0" IssueInstant="${later(-900)}" NotOnOrAfter="${later(900)}" Destination="${destination}"`,
        ),
      ),
    ],
    [
      'from the future',
      'not-yet-valid',
      carry(
        requestXml(
          `ID="_r1" Version="2.0" IssueInstant="${later(300)}" Destination="${destination}"`,
        ),
      ),
    ],
    [
      'without a time',
      'time-malformed',
      carry(requestXml(`ID="_r1" Version="2.0" Destination="${destination}"`)),
    ],
    [
      'in the namespace of another protocol',
      'not-a-logout-message',
      carry(requestXml().replace('SAML:2.0:protocol', 'SAML:1.1:protocol')),
    ],
    ['about nobody', 'name-id-missing', carry(requestXml(undefined, ''))],
    [
      'about two people',
      'name-id-missing',
      carry(requestXml(undefined, '<saml:NameID>a</saml:NameID><saml:NameID>b</saml:NameID>')),
    ],
    [
      'with a comment in who it is about',
      'xml-content-refused',
      carry(requestXml(undefined, '<saml:NameID>anna<!-- -->.evil</saml:NameID>')),
    ],
  ])('%s is refused (%s)', (_, reason, received) => {
    expect(readLogoutRequest(received, expected)).toBe(reason);
  });

  it('that asks for another session than was signed is refused', () => {
    const received = carry(requestXml());
    const other = requestXml().replace('_s1', '_s2');
    const changed: ReceivedLogout =
      received.binding === 'redirect'
        ? {
            ...received,
            query: received.query.replace(
              /SAMLRequest=[^&]*/,
              `SAMLRequest=${encodeURIComponent(deflateRawSync(other).toString('base64'))}`,
            ),
          }
        : inForm(signed(requestXml()).replace('_s1', '_s2'));
    expect(readLogoutRequest(changed, expected)).toBe('signature-wrong');
  });
});

describe('a request to log out', () => {
  const queryOf = (xml: string): string => {
    const message = { name: 'SAMLRequest', xml, relayState: undefined } as const;
    return new URL(redirectTo(destination, message, pemOf(idp))).search.slice(1);
  };
  const query = queryOf(requestXml());
  const read = (changed: string) =>
    readLogoutRequest({ binding: 'redirect', query: changed }, expected);

  it.each([
    ['without a signature', 'signature-missing', query.replace(/&Signature=.*/, '')],
    ['without an algorithm', 'signature-missing', query.replace(/&SigAlg=[^&]*/, '')],
    ['by SHA-1', 'algorithm-refused', query.replace('rsa-sha256', 'rsa-sha1')],
    [
      'by another algorithm than it was signed by',
      'signature-wrong',
      query.replace('rsa-sha256', 'rsa-sha512'),
    ],
    ['that is there twice', 'response-unreadable', `${query}&SAMLRequest=eA`],
    [
      'that is there in another spelling as well',
      'response-unreadable',
      `${query}&SAML%52equest=eA`,
    ],
    ['with a RelayState that nobody signed', 'signature-wrong', `${query}&RelayState=evil`],
    ['longer than any', 'response-too-large', `${query}&a=${'x'.repeat(200_000)}`],
    ['in another encoding', 'response-unreadable', `${query}&SAMLEncoding=urn:x`],
    ['that is none', 'signature-missing', ''],
    [
      'that is an answer',
      'not-a-logout-message',
      queryOf(requestXml().replaceAll('LogoutRequest', 'LogoutResponse')),
    ],
    [
      'of SAML 1.1',
      'not-a-logout-message',
      queryOf(requestXml().replace('Version="2.0"', 'Version="1.1"')),
    ],
    ['without an id', 'not-a-logout-message', queryOf(requestXml().replace('ID="_r1"', ''))],
    [
      'about a name of two lines',
      'name-id-malformed',
      queryOf(requestXml().replace('anna@', 'anna&#10;')),
    ],
    [
      'about a session that it does not name',
      'not-a-logout-message',
      queryOf(requestXml().replace('_s1', '')),
    ],
    [
      'about sessions without end',
      'not-a-logout-message',
      queryOf(
        requestXml().replace(
          '</saml:NameID>',
          `</saml:NameID>${'<samlp:SessionIndex>_s2</samlp:SessionIndex>'.repeat(40)}`,
        ),
      ),
    ],
  ])('in an address %s is refused (%s)', (_, reason, changed) => {
    expect(read(changed)).toBe(reason);
  });

  it('that swells when it is decompressed is read no further than what such a message may have', () => {
    expect(readLogoutRequest(inAddress(`<a>${'x'.repeat(1_000_000)}</a>`), expected)).toBe(
      'response-too-large',
    );
  });

  it('with a DOCTYPE is refused, in an address and in a form', () => {
    const withDoctype = (xml: string): string => `<!DOCTYPE a [<!ENTITY b "c">]>${xml}`;
    const brought = [
      inAddress(withDoctype(requestXml())),
      inForm(withDoctype(signed(requestXml()))),
    ];
    expect(brought.map((each) => readLogoutRequest(each, expected))).toEqual([
      'doctype-refused',
      'doctype-refused',
    ]);
  });

  it('that names no session is about every one', () => {
    const xml = requestXml(undefined, '<saml:NameID>anna</saml:NameID>');
    expect(readLogoutRequest(inAddress(xml), expected)).toMatchObject({ sessionIndexes: [] });
  });

  const evil = requestXml().replace('_r1', '_evil').replace('anna@', 'bo@');
  const real = signed(requestXml());
  const signature = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(real)?.[0] ?? '';
  const inside = (outer: string, inner: string): string =>
    outer.replace('</samlp:LogoutRequest>', `${inner}</samlp:LogoutRequest>`);
  it.each([
    ['without a signature', 'signature-missing', requestXml()],
    ['around a signed one', 'not-a-logout-message', inside(evil, real)],
    ['around a signed one, in a wrapper', 'not-a-logout-message', inside(evil, `<x>${real}</x>`)],
    [
      'with the signature of another one',
      'reference-wrong',
      evil.replace('<saml:NameID', `${signature}<saml:NameID`),
    ],
    [
      'with the signed one in its signature',
      'not-a-logout-message',
      evil.replace(
        '<saml:NameID',
        `${signature.replace('</ds:Signature>', `<ds:Object>${requestXml()}</ds:Object></ds:Signature>`)}<saml:NameID`,
      ),
    ],
    ['with an id that is there twice', 'id-several', inside(real, '<x ID="_r1"/>')],
    ['with two signatures', 'signature-misplaced', inside(real, signature)],
    [
      'that is an answer',
      'not-a-logout-message',
      real.replaceAll('LogoutRequest', 'LogoutResponse'),
    ],
    ['that is no XML', 'response-unreadable', 'nothing'],
  ])('in a form %s is refused (%s)', (_, reason, xml) => {
    expect(readLogoutRequest(inForm(xml), expected)).toBe(reason);
  });

  it('by a key that is too weak is refused', () => {
    const weak = makeIdpKey(1024);
    const idpCertificates = [weak.certificate];
    expect(readLogoutRequest(inAddress(requestXml(), weak), { ...expected, idpCertificates })).toBe(
      'algorithm-refused',
    );
  });

  it('in a form longer than any is refused', () => {
    const message = 'A'.repeat(200_000);
    expect(readLogoutRequest({ binding: 'post', message, relayState: undefined }, expected)).toBe(
      'response-too-large',
    );
  });
});

describe('an answer to a request to log out', () => {
  const answer = (sender = from(idp), requestId = '_ours'): ReceivedLogout => {
    const { url } = logoutResponse(sender, requestId);
    return { binding: 'redirect', query: new URL(url).search.slice(1) };
  };
  const saying = (status: string): ReceivedLogout => {
    const xml = requestXml(
      `ID="_a1" Version="2.0" IssueInstant="${later(0)}" Destination="${destination}" InResponseTo="_ours"`,
      `<samlp:Status>${status}</samlp:Status>`,
    ).replaceAll('LogoutRequest', 'LogoutResponse');
    const message = { name: 'SAMLResponse', xml, relayState: undefined } as const;
    return {
      binding: 'redirect',
      query: new URL(redirectTo(destination, message, pemOf(idp))).search.slice(1),
    };
  };
  const code = (name: string, inner = ''): string =>
    `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${name}">${inner}</samlp:StatusCode>`;
  const read = (received: ReceivedLogout) =>
    readLogoutResponse(received, { ...expected, requestId: '_ours' });

  it('says that everything is over there', () => {
    expect([read(answer()), read(saying(code('Success')))]).toEqual(['ended', 'ended']);
  });

  it.each([
    ['to another request', 'request-unknown', answer(from(idp), '_other')],
    ['by another key', 'signature-wrong', answer(from(stranger))],
    ['of somebody else', 'issuer-wrong', answer(from(idp, { issuer: 'https://other.example' }))],
    ['that it failed', 'status-not-success', saying(code('Responder'))],
    ['that it went in part', 'status-not-success', saying(code('Success', code('PartialLogout')))],
    ['without a word', 'status-not-success', saying('')],
    ['that is a request', 'signature-wrong', inAddress(requestXml())],
  ])('%s is none (%s)', (_, reason, received) => {
    expect(read(received)).toBe(reason);
  });
});
