import { generateKeyPairSync } from 'node:crypto';

import { SignedXml } from 'xml-crypto';

import type { SamlExpectations } from '../saml/expectations.ts';
import { certificateDer, cn, pem, testKey, type TestKey } from './certificate-authority.ts';

export const now = new Date('2026-05-04T10:00:00Z');

export const after = (seconds: number): string =>
  new Date(now.getTime() + seconds * 1000).toISOString();

/** An identity provider's key with its certificate. */
export interface IdpKey extends TestKey {
  readonly certificate: string;
}

export const makeIdpKey = (modulusLength = 2048): IdpKey => {
  const key = generateKeyPairSync('rsa', { modulusLength });
  const name = [cn('Identity provider')];
  const der = certificateDer({
    subject: name,
    issuer: name,
    key,
    signedBy: testKey(),
    serial: 1,
    validity: { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') },
    extensions: [],
  });
  return { ...key, certificate: pem(der).toString() };
};

export const idp = makeIdpKey();

export const nameId = 'SE2321000016-1A2B';

export const expected = {
  idpCertificates: [idp.certificate],
  audience: 'https://kuvert.example/saml',
  recipient: 'https://kuvert.example/saml/response',
  requestId: '_request1',
  at: now,
} as const satisfies SamlExpectations;

const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
const assertionNs = 'urn:oasis:names:tc:SAML:2.0:assertion';

/** An assertion as it should be; tests replace pieces of it. */
export const assertionXml = `<saml:Assertion xmlns:saml="${assertionNs}" ID="_assertion1" Version="2.0" IssueInstant="${after(-5)}"><saml:Issuer>https://idp.example</saml:Issuer><saml:Subject><saml:NameID>${nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${expected.recipient}" InResponseTo="_request1" NotOnOrAfter="${after(300)}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${after(-300)}" NotOnOrAfter="${after(300)}"><saml:AudienceRestriction><saml:Audience>${expected.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${after(-10)}"><saml:AuthnContext><saml:AuthnContextClassRef>http://id.sambi.se/loa/loa3</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="role"><saml:AttributeValue>nurse</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`;

/** The response around it. */
export const responseXml = (assertion: string = assertionXml): string =>
  `<samlp:Response xmlns:samlp="${protocol}" xmlns:saml="${assertionNs}" ID="_response1" Version="2.0" IssueInstant="${after(-5)}" Destination="${expected.recipient}" InResponseTo="_request1"><saml:Issuer>https://idp.example</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertion}</samlp:Response>`;

export interface SigningChange {
  readonly key?: IdpKey;
  readonly algorithm?: string;
  readonly digest?: string;
  readonly canonicalization?: string;
  readonly transforms?: readonly string[];
  readonly keyInfoOf?: IdpKey;
}

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** Signs the assertion, the whole response or a request to log out, as identity providers do. */
export const signXml = (
  xml: string,
  what: 'Assertion' | 'Response' | 'LogoutRequest',
  change: SigningChange = {},
): string => {
  const { key = idp } = change;
  const signer = new SignedXml({
    privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicCert: (change.keyInfoOf ?? key).certificate,
    signatureAlgorithm: change.algorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  });
  signer.addReference({
    xpath: `//*[local-name(.)='${what}']`,
    transforms: [
      ...(change.transforms ?? [
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        exclusive,
      ]),
    ],
    digestAlgorithm: change.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: {
      reference: `//*[local-name(.)='${what}']/*[local-name(.)='Issuer']`,
      action: 'after',
    },
  });
  return signer.getSignedXml();
};

/** Pieces of a signed response, for putting them together wrongly. */
export const piecesOf = (
  xml: string,
): { readonly assertion: string; readonly signature: string } => ({
  assertion: /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? '',
  signature: /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(xml)?.[0] ?? '',
});
