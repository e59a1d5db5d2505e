import { describe, expect, it } from 'vitest';

import {
  after,
  assertionXml,
  expected,
  idp,
  makeIdpKey,
  nameId,
  now,
  piecesOf,
  responseXml,
  signXml,
  type SigningChange,
} from '../test-support/saml-identity-provider.ts';
import { checkSamlResponse } from './check-response.ts';
import type { SamlExpectations } from './expectations.ts';
import { samlRefusals, type SamlRefusal } from './reasons.ts';

const reasonFor = async (
  xml: string | Uint8Array,
  change: Partial<SamlExpectations> = {},
): Promise<string> => {
  const verdict = await checkSamlResponse(Buffer.from(xml), { ...expected, ...change });
  return verdict.reason;
};

const signedAssertion = signXml(responseXml(), 'Assertion');
const signedResponse = signXml(responseXml(), 'Response');

/** A response whose assertion the identity provider signed as it is written. */
const issued = (change: (assertion: string) => string): string => {
  const changed = change(assertionXml);
  expect(changed).not.toBe(assertionXml);
  return signXml(responseXml(changed), 'Assertion');
};

const replaced =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);

const without = (pattern: RegExp): ((text: string) => string) => replaced(pattern, '');

type Case = readonly [name: string, reason: SamlRefusal, xml: string];

describe('a response that logs somebody in', () => {
  it.each([
    ['its assertion', signedAssertion],
    ['the whole of it', signedResponse],
    ['both', signXml(signedAssertion, 'Response')],
  ])('is one where the identity provider signed %s', async (_, xml) => {
    expect(await checkSamlResponse(Buffer.from(xml), expected)).toMatchObject({
      accepted: true,
      nameId,
      reason: 'accepted',
    });
  });

  it('may be base64 as a browser posts it', async () => {
    expect(await reasonFor(Buffer.from(signedAssertion).toString('base64'))).toBe('accepted');
  });

  it('may be signed with SHA-512', async () => {
    const xml = signXml(responseXml(), 'Assertion', {
      algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      digest: 'http://www.w3.org/2001/04/xmlenc#sha512',
    });
    expect(await reasonFor(xml)).toBe('accepted');
  });

  it('may be signed with the second of two keys that the identity provider has', async () => {
    const next = makeIdpKey();
    const xml = signXml(responseXml(), 'Assertion', { key: next });
    const idpCertificates = [idp.certificate, next.certificate];
    expect(await reasonFor(xml, { idpCertificates })).toBe('accepted');
  });

  it('may come from a clock that is half a minute ahead or behind', async () => {
    const early = issued(replaced(/NotBefore="[^"]*"/, `NotBefore="${after(30)}"`));
    const late = issued(
      replaced(/NotOnOrAfter="[^"]*"><saml:Aud/, `NotOnOrAfter="${after(-30)}"><saml:Aud`),
    );
    expect([await reasonFor(early), await reasonFor(late)]).toEqual(['accepted', 'accepted']);
  });

  it('may have an ampersand and letters of Swedish in the name identifier', async () => {
    const xml = issued(replaced(nameId, 'Åsa &amp; Öst'));
    const verdict = await checkSamlResponse(Buffer.from(xml), expected);
    expect(verdict).toMatchObject({ nameId: 'Åsa & Öst' });
  });
});

const evil = 'SE2321000016-EVIL';
/** An assertion of the attacker's: the same, unsigned, about somebody else. */
const forged = (id = '_evil1'): string =>
  assertionXml.replace(nameId, evil).replace('_assertion1', id);
const { assertion: original, signature } = piecesOf(signedAssertion);
const bare = original.replace(signature, '');
const wholeSignature = piecesOf(signedResponse).signature;
const bareResponse = signedResponse.replace(wholeSignature, '');
const evilResponse = responseXml(forged()).replace('_response1', '_evilresponse');
const intoSignature = (content: string, within: string): string =>
  within.replace('</ds:Signature>', `<ds:Object>${content}</ds:Object></ds:Signature>`);

const wrapped: readonly Case[] = [
  [
    'XSW 1: the signed response inside of its own signature, in a forged one',
    'not-a-response',
    evilResponse.replace(
      '<samlp:Status>',
      `${intoSignature(bareResponse, wholeSignature)}<samlp:Status>`,
    ),
  ],
  [
    'XSW 2: the signed response beside its signature, in a forged one',
    'not-a-response',
    evilResponse.replace('<samlp:Status>', `${bareResponse}${wholeSignature}<samlp:Status>`),
  ],
  [
    'XSW 3: a forged assertion before the signed one',
    'assertion-several',
    responseXml(forged() + original),
  ],
  [
    'XSW 4: the signed assertion in a forged one',
    'assertion-several',
    responseXml(forged().replace('</saml:Assertion>', `${original}</saml:Assertion>`)),
  ],
  [
    'XSW 5: a forged assertion with the signature, the original at the end',
    'assertion-several',
    responseXml(original.replace(nameId, evil).replace('ID="_assertion1"', 'ID="_evil1"') + bare),
  ],
  [
    'XSW 6: a forged assertion with the signature, the original inside of that',
    'assertion-several',
    responseXml(
      intoSignature(
        bare,
        original.replace(nameId, evil).replace('ID="_assertion1"', 'ID="_evil1"'),
      ),
    ),
  ],
  [
    'XSW 7: a forged assertion in the extensions',
    'assertion-several',
    signedAssertion.replace(
      '<samlp:Status>',
      `<samlp:Extensions>${forged('_assertion1')}</samlp:Extensions><samlp:Status>`,
    ),
  ],
  [
    'XSW 8: a forged assertion with the signature, the original in an object of it',
    'assertion-several',
    responseXml(
      forged().replace('</saml:Issuer>', `</saml:Issuer>${intoSignature(bare, signature)}`),
    ),
  ],
  [
    'XSW 9: the signed assertion in the details of the status, a forged one in its place',
    'assertion-several',
    responseXml(forged()).replace(
      '</samlp:Status>',
      `<samlp:StatusDetail>${original}</samlp:StatusDetail></samlp:Status>`,
    ),
  ],
  [
    'two assertions with the same id',
    'assertion-several',
    responseXml(forged('_assertion1') + original),
  ],
  [
    'a forged assertion under another namespace of the same name',
    'assertion-several',
    responseXml(`<x:Assertion xmlns:x="urn:x" ID="_evil1" Version="2.0"/>${original}`),
  ],
  [
    'the signed assertion alone, deeper than directly in the response',
    'assertion-misplaced',
    responseXml(`<samlp:Extensions>${original}</samlp:Extensions>`),
  ],
  [
    'the signature of the assertion in the response',
    'reference-wrong',
    responseXml(bare).replace('<samlp:Status>', `${signature}<samlp:Status>`),
  ],
  [
    'the signature in the subject',
    'signature-misplaced',
    responseXml(bare.replace('</saml:Subject>', `${signature}</saml:Subject>`)),
  ],
  [
    'two signatures of one assertion',
    'id-several',
    responseXml(bare.replace('</saml:Issuer>', `</saml:Issuer>${signature}${signature}`)).replace(
      '<saml:Subject>',
      '<saml:Subject ID="_assertion1">',
    ),
  ],
  [
    'two signatures beside each other',
    'signature-misplaced',
    responseXml(bare.replace('</saml:Issuer>', `</saml:Issuer>${signature}${signature}`)),
  ],
  [
    'an element that has the id of the assertion under another spelling',
    'id-several',
    signedAssertion.replace('<samlp:Status>', '<samlp:Status Id="_assertion1">'),
  ],
  [
    'xml:id with the id of the assertion',
    'id-several',
    signedAssertion.replace('<samlp:Status>', '<samlp:Status xml:id="_assertion1">'),
  ],
  [
    'a forged signed info in the key info',
    'signature-misplaced',
    signedAssertion.replace(
      '<ds:X509Data>',
      '<ds:SignedInfo><ds:SignatureMethod Algorithm="x"/></ds:SignedInfo><ds:X509Data>',
    ),
  ],
];

const tampered: readonly Case[] = [
  ['another name identifier', 'signature-wrong', signedAssertion.replace(nameId, evil)],
  ['another audience', 'signature-wrong', signedAssertion.replace('kuvert.example/saml<', 'evil<')],
  ['another attribute', 'signature-wrong', signedAssertion.replace('nurse', 'chief')],
  ['a longer life', 'signature-wrong', signedAssertion.replaceAll(after(300), after(999_999))],
  ['no name identifier', 'signature-wrong', signedAssertion.replace(nameId, '')],
  [
    'one more attribute',
    'signature-wrong',
    signedAssertion.replace(
      '</saml:AttributeStatement>',
      '<saml:Attribute Name="admin"/></saml:AttributeStatement>',
    ),
  ],
  [
    'another digest',
    'signature-misplaced',
    signedAssertion.replace(/<ds:DigestValue>./, '<ds:DigestValue>_'),
  ],
  [
    'another signature value',
    'signature-wrong',
    signedAssertion.replace(/<ds:SignatureValue>..../, '<ds:SignatureValue>AAAA'),
  ],
  [
    'a text beside the signature value',
    'signature-misplaced',
    signedAssertion.replace('<ds:SignatureValue>', 'text<ds:SignatureValue>'),
  ],
  [
    'the same signature value in another base64',
    'signature-misplaced',
    signedAssertion.replace('</ds:SignatureValue>', '=</ds:SignatureValue>'),
  ],
  [
    'an empty signature value',
    'signature-misplaced',
    signedAssertion.replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>'),
  ],
  [
    'another status',
    'signature-wrong',
    signedResponse.replace('<samlp:Status>', '<samlp:Status a="b">'),
  ],
  [
    'another issuer in a signed response',
    'signature-wrong',
    signedResponse.replace('https://idp.example', 'https://evil.example'),
  ],
  [
    'a tampered assertion in a response signed besides by nobody known',
    'signature-wrong',
    signXml(signedAssertion.replace(nameId, evil), 'Response', { key: makeIdpKey() }),
  ],
  [
    'a good assertion in a response that somebody else signed',
    'signature-wrong',
    signXml(signedAssertion, 'Response', { key: makeIdpKey() }),
  ],
];

const commented = (to: string): string => signedAssertion.replace(nameId, to);

const hostileXml: readonly Case[] = [
  ['nothing', 'response-unreadable', ''],
  ['no XML', 'response-unreadable', 'Hej!'],
  ['half of it', 'response-unreadable', signedAssertion.slice(0, 900)],
  ['two roots', 'response-unreadable', signedAssertion + signedAssertion],
  ['a byte that is no UTF-8', 'response-unreadable', '\uFFFF<'],
  [
    'UTF-16 by its own word',
    'response-unreadable',
    `<?xml version="1.0" encoding="UTF-16"?>${signedAssertion}`,
  ],
  ['a DOCTYPE', 'doctype-refused', `<!DOCTYPE x>${signedAssertion}`],
  [
    'entities that multiply',
    'doctype-refused',
    `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${commented('&b;')}`,
  ],
  [
    'an entity from a file',
    'doctype-refused',
    `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${commented('&a;')}`,
  ],
  ['an entity that nobody declared', 'response-unreadable', commented('&a;')],
  [
    'a comment that cuts the name identifier',
    'xml-content-refused',
    commented('SE2321000016-<!-- -->1A2B'),
  ],
  [
    'a signed name identifier of which a comment would leave the beginning',
    'xml-content-refused',
    issued(replaced(nameId, 'admin<!-- -->.evil')),
  ],
  [
    'a comment elsewhere',
    'xml-content-refused',
    signedAssertion.replace('<samlp:Status>', '<!-- a --><samlp:Status>'),
  ],
  [
    'a processing instruction in the name identifier',
    'xml-content-refused',
    commented('SE2321000016-<?a b?>1A2B'),
  ],
  [
    'a CDATA section in the name identifier',
    'xml-content-refused',
    commented('SE2321000016-<![CDATA[1A2B]]>'),
  ],
  [
    'an attribute that passes for a namespace declaration, which no signature covers',
    'xml-content-refused',
    signedResponse.replace('<saml:Assertion ', '<saml:Assertion xmlns0a="b" '),
  ],
  [
    'depth without end',
    'xml-too-complex',
    responseXml(`${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}`),
  ],
  ['elements without end', 'xml-too-complex', responseXml('<a/>'.repeat(5_000))],
  [
    'attributes without end',
    'xml-too-complex',
    responseXml(`<a ${Array.from({ length: 500 }, (_, n) => `a${n}=""`).join(' ')}/>`),
  ],
  ['bytes without end', 'response-too-large', responseXml('x'.repeat(600_000))],
  ['more bytes than it may have', 'response-too-large', responseXml('x'.repeat(300_000))],
];

const shapes: readonly Case[] = [
  [
    'a request in place of a response',
    'not-a-response',
    signedAssertion.replaceAll('samlp:Response', 'samlp:AuthnRequest'),
  ],
  ['the assertion alone', 'not-a-response', original],
  ['SAML 1.1', 'not-a-response', signedAssertion.replace('Version="2.0"', 'Version="1.1"')],
  [
    'the namespace of another protocol',
    'not-a-response',
    signedAssertion.replace('SAML:2.0:protocol', 'SAML:1.1:protocol'),
  ],
  [
    'an assertion of SAML 1.1',
    'not-a-response',
    issued(replaced('Version="2.0"', 'Version="1.1"')),
  ],
  ['no assertion', 'assertion-missing', responseXml('')],
  ['an encrypted assertion', 'assertion-encrypted', responseXml('<saml:EncryptedAssertion/>')],
  ['an assertion without an id', 'id-several', responseXml(bare.replace('ID="_assertion1"', ''))],
  [
    'an assertion whose id is no name',
    'id-several',
    signedAssertion.replaceAll('_assertion1', "_assertion1' or '1"),
  ],
  ['no signature', 'signature-missing', responseXml()],
  [
    'something in the signature that it does not cover',
    'signature-misplaced',
    signedAssertion.replace('</ds:Signature>', '<ds:Object/></ds:Signature>'),
  ],
  [
    'a signature of nothing',
    'signature-misplaced',
    responseXml(
      bare.replace(
        '</saml:Issuer>',
        '</saml:Issuer><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>',
      ),
    ),
  ],
  [
    'a reference to everything',
    'reference-wrong',
    signedAssertion.replace('URI="#_assertion1"', 'URI=""'),
  ],
  [
    'a reference to the response',
    'reference-wrong',
    signedAssertion.replace('URI="#_assertion1"', 'URI="#_response1"'),
  ],
  [
    'a reference by XPointer',
    'reference-wrong',
    signedAssertion.replace('URI="#_assertion1"', `URI="#xpointer(id('_assertion1'))"`),
  ],
  [
    'a reference to a file',
    'reference-wrong',
    signedAssertion.replace('URI="#_assertion1"', 'URI="file:///etc/passwd"'),
  ],
];

const signedWith = (change: SigningChange): string => signXml(responseXml(), 'Assertion', change);
const claiming = (from: string, to: string): string => signedAssertion.replace(from, to);
const xmldsig = 'http://www.w3.org/2000/09/xmldsig#';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

const algorithms: readonly Case[] = [
  ['SHA-1 by RSA', 'algorithm-refused', signedWith({ algorithm: `${xmldsig}rsa-sha1` })],
  ['a digest by SHA-1', 'algorithm-refused', signedWith({ digest: `${xmldsig}sha1` })],
  [
    'a shared key, which would be the certificate that everybody knows',
    'algorithm-refused',
    claiming(rsaSha256, `${xmldsig}hmac-sha1`),
  ],
  ['no algorithm', 'algorithm-refused', claiming(rsaSha256, '')],
  ['an algorithm of nobody', 'algorithm-refused', claiming(rsaSha256, 'none')],
  [
    'canonical form with comments',
    'transform-refused',
    claiming(
      '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"',
      '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"',
    ),
  ],
  [
    'a transformation by XPath',
    'transform-refused',
    claiming(
      '</ds:Transforms>',
      '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></ds:Transforms>',
    ),
  ],
  [
    'a transformation by XSLT',
    'transform-refused',
    claiming(`${xmldsig}enveloped-signature`, 'http://www.w3.org/TR/1999/REC-xslt-19991116'),
  ],
  ['the key of somebody else', 'signature-wrong', signedWith({ key: makeIdpKey() })],
  [
    'the key of somebody else with the certificate of the identity provider beside it',
    'signature-wrong',
    signedWith({ key: makeIdpKey(), keyInfoOf: idp }),
  ],
];

const contents: readonly Case[] = [
  [
    'a failed login',
    'status-not-success',
    signXml(responseXml().replace('status:Success', 'status:Responder'), 'Response'),
  ],
  [
    'a status of which only a part succeeded',
    'status-not-success',
    signXml(
      responseXml().replace(
        /<samlp:StatusCode [^>]*>/,
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:StatusCode>',
      ),
      'Response',
    ),
  ],
  [
    'two statuses',
    'status-not-success',
    signXml(responseXml().replace(/(<samlp:Status>.*<\/samlp:Status>)/, '$1$1'), 'Response'),
  ],
  [
    'another destination',
    'destination-wrong',
    signXml(
      responseXml().replace(/Destination="[^"]*"/, 'Destination="https://evil.example"'),
      'Response',
    ),
  ],
  [
    'no destination',
    'destination-wrong',
    signXml(responseXml().replace(/Destination="[^"]*"/, ''), 'Response'),
  ],
  [
    'a destination that begins alike',
    'destination-wrong',
    signXml(
      responseXml().replace(/Destination="([^"]*)"/, 'Destination="$1.evil.example"'),
      'Response',
    ),
  ],
  [
    'the answer to another request',
    'request-unknown',
    signXml(
      responseXml().replace('InResponseTo="_request1"', 'InResponseTo="_request2"'),
      'Response',
    ),
  ],
  [
    'the answer to no request',
    'request-unknown',
    signXml(responseXml().replaceAll(' InResponseTo="_request1"', ''), 'Response'),
  ],
  [
    'a subject of another request',
    'request-unknown',
    issued(replaced('InResponseTo="_request1"', 'InResponseTo="_request2"')),
  ],
  ['a subject of no request', 'request-unknown', issued(replaced(' InResponseTo="_request1"', ''))],
  [
    'another recipient',
    'recipient-wrong',
    issued(replaced(/Recipient="[^"]*"/, 'Recipient="https://evil.example"')),
  ],
  ['no recipient', 'recipient-wrong', issued(without(/Recipient="[^"]*"/))],
  [
    'another audience',
    'audience-wrong',
    issued(replaced(/(<saml:Audience>)[^<]*/, '$1https://other.example')),
  ],
  [
    'no audience',
    'audience-wrong',
    issued(without(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/)),
  ],
  [
    'an audience that begins alike',
    'audience-wrong',
    issued(replaced('</saml:Audience>', '.evil.example</saml:Audience>')),
  ],
  [
    'two restrictions of which one is for others',
    'audience-wrong',
    issued(
      replaced(
        '</saml:Conditions>',
        '<saml:AudienceRestriction><saml:Audience>https://other.example</saml:Audience></saml:AudienceRestriction></saml:Conditions>',
      ),
    ),
  ],
  ['no conditions', 'condition-unknown', issued(without(/<saml:Conditions.*<\/saml:Conditions>/))],
  [
    'conditions twice',
    'condition-unknown',
    issued(replaced(/(<saml:Conditions.*<\/saml:Conditions>)/, '$1$1')),
  ],
  [
    'a condition that is not understood',
    'condition-unknown',
    issued(replaced('</saml:Conditions>', '<saml:Condition/></saml:Conditions>')),
  ],
  [
    'a condition that is named like a known one in another namespace',
    'condition-unknown',
    issued(replaced('</saml:Conditions>', '<x:OneTimeUse xmlns:x="urn:x"/></saml:Conditions>')),
  ],
  [
    'conditions that ended',
    'expired',
    issued(replaced(/NotOnOrAfter="[^"]*"><saml:Aud/, `NotOnOrAfter="${after(-61)}"><saml:Aud`)),
  ],
  [
    'a confirmation that ended',
    'expired',
    issued(replaced(/NotOnOrAfter="[^"]*"\/>/, `NotOnOrAfter="${after(-3600)}"/>`)),
  ],
  [
    'conditions of tomorrow',
    'not-yet-valid',
    issued(replaced(/NotBefore="[^"]*"/, `NotBefore="${after(61)}"`)),
  ],
  [
    'an assertion from the future',
    'not-yet-valid',
    issued(replaced(/IssueInstant="[^"]*"/, `IssueInstant="${after(3600)}"`)),
  ],
  [
    'a response from the future',
    'not-yet-valid',
    signXml(
      responseXml().replace(/IssueInstant="[^"]*"/, `IssueInstant="${after(3600)}"`),
      'Response',
    ),
  ],
  [
    'an authentication of the future',
    'not-yet-valid',
    issued(replaced(/AuthnInstant="[^"]*"/, `AuthnInstant="${after(3600)}"`)),
  ],
  [
    'a session that ended',
    'expired',
    issued(
      replaced(
        '<saml:AuthnStatement ',
        `<saml:AuthnStatement SessionNotOnOrAfter="${after(-61)}" `,
      ),
    ),
  ],
  [
    'no end of the conditions',
    'time-malformed',
    issued(replaced(/NotOnOrAfter="[^"]*"><saml:Aud/, '><saml:Aud')),
  ],
  [
    'no end of the confirmation',
    'time-malformed',
    issued(replaced(/NotOnOrAfter="[^"]*"\/>/, '/>')),
  ],
  [
    'an end that is no time',
    'time-malformed',
    issued(replaced(/NotOnOrAfter="[^"]*"\/>/, 'NotOnOrAfter="never"/>')),
  ],
  [
    'an end in local time',
    'time-malformed',
    issued(replaced(/NotOnOrAfter="([^"]*)Z"\/>/, 'NotOnOrAfter="$1"/>')),
  ],
  ['an empty issuer', 'issuer-missing', issued(replaced(/<saml:Issuer>[^<]*/, '<saml:Issuer>'))],
  [
    'issuers who differ',
    'issuer-wrong',
    responseXml(original).replace('https://idp.example', 'https://other.example'),
  ],
  ['no name identifier', 'name-id-missing', issued(without(/<saml:NameID>.*<\/saml:NameID>/))],
  [
    'two name identifiers',
    'name-id-missing',
    issued(replaced(/(<saml:NameID>.*<\/saml:NameID>)/, `$1<saml:NameID>${evil}</saml:NameID>`)),
  ],
  [
    'two subjects',
    'name-id-missing',
    issued(replaced(/(<saml:Subject>.*<\/saml:Subject>)/, '$1$1')),
  ],
  ['an empty name identifier', 'name-id-malformed', issued(replaced(nameId, ' '))],
  [
    'an element in the name identifier',
    'name-id-malformed',
    issued(replaced(nameId, 'SE23<x/>21')),
  ],
  ['a name identifier of two lines', 'name-id-malformed', issued(replaced(nameId, 'a&#10;b'))],
  ['a name identifier without end', 'name-id-malformed', issued(replaced(nameId, 'a'.repeat(300)))],
  [
    'an encrypted name identifier',
    'assertion-encrypted',
    issued(replaced(/<saml:NameID>.*<\/saml:NameID>/, '<saml:EncryptedID/>')),
  ],
  [
    'another confirmation than by bearer',
    'subject-confirmation-wrong',
    issued(replaced('cm:bearer', 'cm:sender-vouches')),
  ],
  [
    'no confirmation',
    'subject-confirmation-wrong',
    issued(without(/<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/)),
  ],
  [
    'a confirmation without data',
    'subject-confirmation-wrong',
    issued(without(/<saml:SubjectConfirmationData [^>]*>/)),
  ],
  [
    'no authentication',
    'authentication-missing',
    issued(without(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/)),
  ],
  [
    'no time of the authentication, which could be before it was asked for anew',
    'time-malformed',
    issued(without(/ AuthnInstant="[^"]*"/)),
  ],
  [
    'no context of the authentication',
    'authentication-missing',
    issued(without(/<saml:AuthnContextClassRef>.*<\/saml:AuthnContextClassRef>/)),
  ],
];

describe.each([
  ['is wrapped', wrapped],
  ['was tampered with', tampered],
  ['is hostile XML', hostileXml],
  ['has another shape', shapes],
  ['is signed in a way that is not allowed', algorithms],
  ['says something else than what was asked', contents],
])('a response that %s is refused:', (_, cases) => {
  it.each(cases)('%s (%s)', async (_name, reason, xml) => {
    expect(await reasonFor(xml)).toBe(reason);
  });
});

it('a response with a byte that is no UTF-8 is refused before anybody verifies it', async () => {
  const [before = '', behind = ''] = signedAssertion.split(nameId);
  const bytes = Buffer.concat([Buffer.from(before), Buffer.of(0xff), Buffer.from(behind)]);
  expect(await reasonFor(bytes)).toBe('response-unreadable');
});

describe('what was asked', () => {
  it('decides on the issuer and the context of the authentication, where they are known', async () => {
    expect([
      await reasonFor(signedAssertion, { issuer: 'https://other.example' }),
      await reasonFor(signedAssertion, { contexts: new Set(['urn:other']) }),
      await reasonFor(signedAssertion, {
        issuer: 'https://idp.example',
        contexts: new Set(['http://id.sambi.se/loa/loa3']),
      }),
    ]).toEqual(['issuer-wrong', 'authentication-context-wrong', 'accepted']);
  });

  it('has an end', async () => {
    const later = new Date(now.getTime() + 3_600_000);
    expect(await reasonFor(signedAssertion, { at: later })).toBe('expired');
  });

  it('needs keys of the identity provider that are strong enough', async () => {
    const weak = makeIdpKey(1024);
    const xml = signXml(responseXml(), 'Assertion', { key: weak });
    expect(await reasonFor(xml, { idpCertificates: [weak.certificate] })).toBe('algorithm-refused');
  });
});

it('more than sixty hostile responses are refused, for most of the reasons that there are', () => {
  const cases = [wrapped, tampered, hostileXml, shapes, algorithms, contents].flat();
  expect(cases.length).toBeGreaterThan(100);
  const tried = new Set(cases.map(([, reason]) => reason));
  const untried = Object.keys(samlRefusals).filter((reason) => !tried.has(reason as SamlRefusal));
  // of what was asked for, above, of encrypted ones, in encrypted-response.test.ts, and of logging out, in logout.test.ts
  expect(untried).toEqual([
    'not-a-logout-message',
    'encryption-refused',
    'decryption-failed',
    'authentication-context-wrong',
    'authentication-too-old',
  ]);
});
