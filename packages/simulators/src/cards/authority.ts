import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';

import * as asn1js from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthenticatedSafe,
  BasicConstraints,
  CertBag,
  Certificate,
  CertificatePolicies,
  CertificateRevocationList,
  CryptoEngine,
  CRLDistributionPoints,
  DistributionPoint,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  Attribute,
  PFX,
  PKCS8ShroudedKeyBag,
  PolicyInformation,
  PrivateKeyInfo,
  RelativeDistinguishedNames,
  SafeBag,
  SafeContents,
  Time,
} from 'pkijs';

/** One of the demonstration's cards, as a file that browsers take certificates from. */
export interface CardFile {
  readonly name: string;
  readonly hsaId: string;
  /** PKCS #12, by {@link cardPassword}; base64. */
  readonly p12: string;
}

/** What a house needs that lets these cards in, and the CA to go on publishing what it revoked: texts, to be kept as JSON. */
export interface CardAuthority {
  /** In PEM, as all of them. */
  readonly root: string;
  readonly issuer: string;
  readonly issuerKey: string;
  readonly rootKey: string;
  /** Of the listener at which the cards are shown, for `localhost`. */
  readonly server: { readonly certificate: string; readonly key: string };
  readonly cards: readonly CardFile[];
}

/** Known to everybody: the cards open a demonstration, and nothing else. */
export const cardPassword = 'kuvert';
export const cardIssuer = 'Kuvert demonstration Person CA';
/** Of the demonstration's cards, in an arc that is nobody's. */
export const cardPolicy = '1.3.6.1.4.1.55555.3';

const day = 24 * 60 * 60 * 1000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const engine = new CryptoEngine({ name: 'node', crypto: webcrypto });

/** Makes root, issuing CA and a card each for these people; lists of what is revoked are fetched below `listOrigin`. */
export const createCardAuthority = async (
  people: readonly { readonly name: string; readonly hsaId: string }[],
  { listOrigin, now }: { readonly listOrigin: string; readonly now: Date },
): Promise<CardAuthority> => {
  const [rootKeys, issuerKeys, serverKeys] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const listAt = (name: ListName): Extension => distributionPoint(`${listOrigin}${listPath(name)}`);
  const ca = [basicConstraints(), keyUsage(0x06)];
  const root = await sign(
    { subject: named('Kuvert demonstration Root CA'), keys: rootKeys, extensions: ca, now },
    rootKeys,
  );
  const issuer = await sign(
    {
      ...{ subject: named(cardIssuer), keys: issuerKeys, now, issuer: root },
      extensions: [...ca, listAt('root')],
    },
    rootKeys,
  );
  const server = await sign(
    {
      ...{ subject: named('localhost'), keys: serverKeys, now },
      extensions: [keyUsage(0x80), purpose('1.3.6.1.5.5.7.3.1'), hostNames('localhost')],
    },
    serverKeys,
  );
  const cards = await Promise.all(
    people.map(async ({ name, hsaId }): Promise<CardFile> => {
      const keys = await newKeys();
      const extensions = [keyUsage(0x80), purpose('1.3.6.1.5.5.7.3.2'), policy(), listAt('issuer')];
      const subject = [...named(name), attribute('2.5.4.5', hsaId)];
      const card = await sign({ subject, keys, extensions, now, issuer }, issuerKeys);
      return { name, hsaId, p12: await inPkcs12(name, keys, [card, issuer]) };
    }),
  );
  return {
    root: pemOf(root),
    issuer: pemOf(issuer),
    rootKey: await keyPem(rootKeys),
    issuerKey: await keyPem(issuerKeys),
    server: { certificate: pemOf(server), key: await keyPem(serverKeys) },
    cards,
  };
};

export type ListName = 'root' | 'issuer';

export const listPath = (name: ListName): string => `/${name}.crl`;

/** The CA's list for the next day: nothing is revoked. */
export const revocationList = async (
  { certificate, key }: { readonly certificate: string; readonly key: string },
  now: Date,
): Promise<Uint8Array> => {
  const ca = Certificate.fromBER(new X509Certificate(certificate).raw);
  const list = new CertificateRevocationList({
    version: 1,
    issuer: ca.subject,
    thisUpdate: new Time({ value: new Date(now.getTime() - day / 24) }),
    nextUpdate: new Time({ value: new Date(now.getTime() + day) }),
  });
  const der = Buffer.from(key.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const usages = ['sign'] as const;
  const privateKey = await engine.importKey('pkcs8', der, algorithm, true, [...usages]);
  await list.sign(privateKey, 'SHA-256', engine);
  return new Uint8Array(list.toSchema(true).toBER());
};

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const attribute = (type: string, value: string): AttributeTypeAndValue =>
  new AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) });

const named = (commonName: string): AttributeTypeAndValue[] => [
  attribute('2.5.4.10', 'Kuvert demonstration'),
  attribute('2.5.4.3', commonName),
];

interface Wanted {
  readonly subject: readonly AttributeTypeAndValue[];
  readonly keys: webcrypto.CryptoKeyPair;
  readonly extensions: readonly Extension[];
  readonly now: Date;
  /** Itself unless told. */
  readonly issuer?: Certificate;
}

const sign = async (
  { subject, keys, extensions, now, issuer }: Wanted,
  by: webcrypto.CryptoKeyPair,
): Promise<Certificate> => {
  const name = new RelativeDistinguishedNames({ typesAndValues: [...subject] });
  const certificate = new Certificate({
    version: 2,
    // positive, as RFC 5280 demands
    serialNumber: new asn1js.Integer({
      valueHex: Uint8Array.of(0x01, ...randomBytes(15)).buffer,
    }),
    subject: name,
    issuer: issuer?.subject ?? name,
    notBefore: new Time({ value: new Date(now.getTime() - day) }),
    notAfter: new Time({ value: new Date(now.getTime() + 800 * day) }),
    extensions: [...extensions],
  });
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  await certificate.sign(by.privateKey, 'SHA-256', engine);
  return certificate;
};

const extension = (
  extnID: string,
  critical: boolean,
  value: { toSchema(): asn1js.BaseBlock } | asn1js.BaseBlock,
): Extension => {
  const block = 'toSchema' in value ? value.toSchema() : value;
  return new Extension({ extnID, critical, extnValue: block.toBER() });
};

const basicConstraints = (): Extension =>
  extension('2.5.29.19', true, new BasicConstraints({ cA: true }));

/** @param bits the first byte: 0x80 digitalSignature, 0x06 keyCertSign and cRLSign */
const keyUsage = (bits: number): Extension =>
  extension('2.5.29.15', true, new asn1js.BitString({ valueHex: Uint8Array.of(bits).buffer }));

const purpose = (...keyPurposes: string[]): Extension =>
  extension('2.5.29.37', false, new ExtKeyUsage({ keyPurposes }));

const policy = (): Extension =>
  extension(
    '2.5.29.32',
    false,
    new CertificatePolicies({
      certificatePolicies: [new PolicyInformation({ policyIdentifier: cardPolicy })],
    }),
  );

const distributionPoint = (url: string): Extension =>
  extension(
    '2.5.29.31',
    false,
    new CRLDistributionPoints({
      distributionPoints: [
        new DistributionPoint({ distributionPoint: [new GeneralName({ type: 6, value: url })] }),
      ],
    }),
  );

const hostNames = (...names: string[]): Extension =>
  extension(
    '2.5.29.17',
    false,
    new GeneralNames({ names: names.map((value) => new GeneralName({ type: 2, value })) }),
  );

const pemOf = (certificate: Certificate): string =>
  new X509Certificate(Buffer.from(certificate.toSchema(true).toBER())).toString();

const keyPem = async ({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> => {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
};

const protection = {
  contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
  hmacHashAlgorithm: 'SHA-256',
  iterationCount: 10_000,
} as const;

const bag = {
  key: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
} as const;

/** Key and certificates as browsers import them (RFC 7292); all of them have AES and SHA-256 by now. */
const inPkcs12 = async (
  name: string,
  { privateKey }: webcrypto.CryptoKeyPair,
  chain: readonly Certificate[],
): Promise<string> => {
  const password = new TextEncoder().encode(cardPassword).buffer;
  const exported = await webcrypto.subtle.exportKey('pkcs8', privateKey);
  const keyBag = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(exported) });
  await keyBag.makeInternalValues({ password, ...protection }, engine);
  const together = [
    new Attribute({
      type: '1.2.840.113549.1.9.20',
      values: [new asn1js.BmpString({ value: name })],
    }),
    new Attribute({
      type: '1.2.840.113549.1.9.21',
      values: [new asn1js.OctetString({ valueHex: Uint8Array.of(1).buffer })],
    }),
  ];
  const keyBags = [new SafeBag({ bagId: bag.key, bagValue: keyBag, bagAttributes: together })];
  const certificateBags = chain.map(
    (certificate, index) =>
      new SafeBag({
        bagId: bag.certificate,
        bagValue: new CertBag({ parsedValue: certificate }),
        ...(index === 0 && { bagAttributes: together }),
      }),
  );
  const safe = new AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: new SafeContents({ safeBags: keyBags }) },
        { privacyMode: 1, value: new SafeContents({ safeBags: certificateBags }) },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [{}, { password, ...protection }] }, engine);
  const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  const stamp = { iterations: 10_000, hmacHashAlgorithm: 'SHA-256' } as const;
  const pbkdf2HashAlgorithm = { name: 'SHA-256' };
  await pfx.makeInternalValues({ password, ...stamp, pbkdf2HashAlgorithm }, engine);
  return Buffer.from(pfx.toSchema().toBER()).toString('base64');
};
