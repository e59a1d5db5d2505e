import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

import * as asn1js from 'asn1js';

import { oids } from '../certificate/extensions.ts';

/** A key pair as every certificate of a test has one. */
export interface TestKey {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const testKey = (): TestKey => generateKeyPairSync('ec', { namedCurve: 'P-256' });

export type Rdn = readonly (readonly [oid: string, value: asn1js.BaseBlock | string])[];

/** One attribute, the usual RDN. */
export const rdn = (oid: string, value: asn1js.BaseBlock | string): Rdn => [[oid, value]];

export const cn = (text: string): Rdn => rdn(oids.commonName, text);

export const nameDer = (rdns: readonly Rdn[]): asn1js.Sequence =>
  sequence(
    rdns.map(
      (one) =>
        new asn1js.Set({
          value: one.map(([type, value]) =>
            sequence([
              oid(type),
              typeof value === 'string' ? new asn1js.Utf8String({ value }) : value,
            ]),
          ),
        }),
    ),
  );

export const sequence = (value: readonly asn1js.BaseBlock[]): asn1js.Sequence =>
  new asn1js.Sequence({ value: [...value] });

export const oid = (value: string): asn1js.ObjectIdentifier =>
  new asn1js.ObjectIdentifier({ value });

const tagged = (tagNumber: number, value: readonly asn1js.BaseBlock[]): asn1js.Constructed =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [...value] });

const taggedBytes = (tagNumber: number, bytes: Uint8Array): asn1js.Primitive =>
  new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex: bytes });

export interface TestExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: asn1js.BaseBlock | Uint8Array;
}

const bits = (...numbers: readonly number[]): asn1js.BitString => {
  const bytes = new Uint8Array(Math.floor(Math.max(...numbers) / 8) + 1);
  for (const bit of numbers) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return new asn1js.BitString({ valueHex: bytes });
};

/** General names as DER has them. */
export const generalName = {
  mail: (text: string) => taggedBytes(1, Buffer.from(text)),
  dns: (text: string) => taggedBytes(2, Buffer.from(text)),
  uri: (text: string) => taggedBytes(6, Buffer.from(text)),
  ip: (...bytes: readonly number[]) => taggedBytes(7, Uint8Array.from(bytes)),
  registeredId: () => taggedBytes(8, Uint8Array.of(0x2a, 0x03)),
  directory: (name: asn1js.Sequence) => tagged(4, [name]),
} as const;

/** What a CRL says of its scope. */
export interface TestScope {
  readonly onlyUsers?: boolean;
  readonly onlyCas?: boolean;
  readonly reasons?: readonly number[];
  readonly indirect?: boolean;
  readonly onlyAttributes?: boolean;
}

const flag = (tag: number, set: boolean | undefined): readonly asn1js.BaseBlock[] =>
  set === true ? [taggedBytes(tag, Uint8Array.of(0xff))] : [];

/** A BIT STRING under a context tag: how many bits of its end are unused, and the bits. */
const taggedBits = (tag: number, numbers: readonly number[]): asn1js.Primitive =>
  taggedBytes(tag, Uint8Array.of(0, ...bits(...numbers).valueBlock.valueHexView));

/** Extensions as a test writes them. */
export const extension = {
  basicConstraints: (ca: boolean, pathLength?: number): TestExtension => ({
    oid: oids.basicConstraints,
    critical: true,
    value: sequence([
      ...(ca ? [new asn1js.Boolean({ value: true })] : []),
      ...(pathLength === undefined ? [] : [new asn1js.Integer({ value: pathLength })]),
    ]),
  }),
  keyUsage: (...numbers: readonly number[]): TestExtension => ({
    oid: oids.keyUsage,
    critical: true,
    value: bits(...numbers),
  }),
  extendedKeyUsage: (...purposes: readonly string[]): TestExtension => ({
    oid: oids.extendedKeyUsage,
    critical: false,
    value: sequence(purposes.map(oid)),
  }),
  policies: (...policies: readonly string[]): TestExtension => ({
    oid: oids.certificatePolicies,
    critical: false,
    value: sequence(policies.map((policy) => sequence([oid(policy)]))),
  }),
  policyMappings: (...pairs: readonly (readonly [string, string])[]): TestExtension => ({
    oid: oids.policyMappings,
    critical: true,
    value: sequence(pairs.map(([from, to]) => sequence([oid(from), oid(to)]))),
  }),
  requireExplicitPolicy: (after: number): TestExtension => ({
    oid: oids.policyConstraints,
    critical: true,
    value: sequence([taggedBytes(0, Uint8Array.of(after))]),
  }),
  permittedDirectory: (base: asn1js.Sequence): TestExtension =>
    extension.nameConstraints([generalName.directory(base)], []),
  nameConstraints: (
    permitted: readonly asn1js.BaseBlock[],
    excluded: readonly asn1js.BaseBlock[],
  ): TestExtension => ({
    oid: oids.nameConstraints,
    critical: true,
    value: sequence(
      [permitted, excluded].flatMap((bases, tag) =>
        bases.length === 0
          ? []
          : [
              tagged(
                tag,
                bases.map((base) => sequence([base])),
              ),
            ],
      ),
    ),
  }),
  names: (...names: readonly asn1js.BaseBlock[]): TestExtension => ({
    oid: oids.subjectAltName,
    critical: false,
    value: sequence(names),
  }),
  crlOfIssuer: (name: readonly Rdn[]): TestExtension => ({
    oid: oids.crlDistributionPoints,
    critical: false,
    value: sequence([sequence([tagged(2, [generalName.directory(nameDer(name))])])]),
  }),
  scope: ({ onlyUsers, onlyCas, reasons, indirect, onlyAttributes }: TestScope): TestExtension => ({
    oid: oids.issuingDistributionPoint,
    critical: true,
    value: sequence([
      ...flag(1, onlyUsers),
      ...flag(2, onlyCas),
      ...(reasons ? [taggedBits(3, reasons)] : []),
      ...flag(4, indirect),
      ...flag(5, onlyAttributes),
    ]),
  }),
  distributionPoint: (uri: string): TestExtension => ({
    oid: oids.crlDistributionPoints,
    critical: false,
    value: sequence([sequence([tagged(0, [tagged(0, [taggedBytes(6, Buffer.from(uri))])])])]),
  }),
  ocspResponder: (uri: string): TestExtension => ({
    oid: oids.authorityInfoAccess,
    critical: false,
    value: sequence([sequence([oid(oids.ocsp), taggedBytes(6, Buffer.from(uri))])]),
  }),
  issuingDistributionPoint: (uri: string): TestExtension => ({
    oid: oids.issuingDistributionPoint,
    critical: true,
    value: sequence([tagged(0, [tagged(0, [taggedBytes(6, Buffer.from(uri))])])]),
  }),
  crlNumber: (number: number): TestExtension => ({
    oid: oids.crlNumber,
    critical: false,
    value: new asn1js.Integer({ value: number }),
  }),
  deltaOf: (number: number): TestExtension => ({
    oid: oids.deltaCrlIndicator,
    critical: true,
    value: new asn1js.Integer({ value: number }),
  }),
  unknown: (critical: boolean): TestExtension => ({
    oid: '1.3.6.1.4.1.55555.1',
    critical,
    value: new asn1js.Null(),
  }),
} as const;

const extensionsDer = (extensions: readonly TestExtension[]): asn1js.Sequence =>
  sequence(
    extensions.map(({ oid: type, critical, value }) =>
      sequence([
        oid(type),
        ...(critical ? [new asn1js.Boolean({ value: true })] : []),
        new asn1js.OctetString({
          valueHex: value instanceof Uint8Array ? value : new Uint8Array(value.toBER()),
        }),
      ]),
    ),
  );

/** How long something is valid. */
export interface Validity {
  readonly from: Date;
  readonly to: Date;
}

export interface TestCertificate {
  readonly subject: readonly Rdn[];
  readonly issuer: readonly Rdn[];
  readonly key: TestKey;
  readonly signedBy: TestKey;
  readonly serial: number;
  readonly validity: Validity;
  readonly extensions: readonly TestExtension[];
  readonly hash?: keyof typeof signatureAlgorithms;
}

const signatureAlgorithms = { sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2' } as const;

const time = (date: Date): asn1js.UTCTime => new asn1js.UTCTime({ valueDate: date });

const signed = (
  tbs: asn1js.Sequence,
  key: TestKey,
  hash: keyof typeof signatureAlgorithms,
): Buffer => {
  const signature = sign(hash, Buffer.from(tbs.toBER()), key.privateKey);
  return Buffer.from(
    sequence([
      tbs,
      sequence([oid(signatureAlgorithms[hash])]),
      new asn1js.BitString({ valueHex: new Uint8Array(signature) }),
    ]).toBER(),
  );
};

/** The DER of a certificate, whatever it says of itself. */
export const certificateDer = ({ hash = 'sha256', ...of }: TestCertificate): Buffer => {
  const spki = createPublicKey(of.key.publicKey.export({ type: 'spki', format: 'pem' })).export({
    type: 'spki',
    format: 'der',
  });
  return signed(
    sequence([
      tagged(0, [new asn1js.Integer({ value: 2 })]),
      new asn1js.Integer({ value: of.serial }),
      sequence([oid(signatureAlgorithms[hash])]),
      nameDer(of.issuer),
      sequence([time(of.validity.from), time(of.validity.to)]),
      nameDer(of.subject),
      asn1js.fromBER(spki).result,
      ...(of.extensions.length === 0 ? [] : [tagged(3, [extensionsDer(of.extensions)])]),
    ]),
    of.signedBy,
    hash,
  );
};

export interface TestCrl {
  readonly issuer: readonly Rdn[];
  readonly signedBy: TestKey;
  readonly validity: { readonly from: Date; readonly to: Date | undefined };
  readonly revoked: readonly {
    readonly serial: number;
    readonly reason?: number;
    /** Whose certificate it is, where the CRL is indirect. */
    readonly issuer?: readonly Rdn[];
  }[];
  readonly extensions: readonly TestExtension[];
}

/** The DER of a CRL, whatever it says of itself. */
export const crlDer = (of: TestCrl): Buffer =>
  signed(
    sequence([
      new asn1js.Integer({ value: 1 }),
      sequence([oid(signatureAlgorithms.sha256)]),
      nameDer(of.issuer),
      time(of.validity.from),
      ...(of.validity.to === undefined ? [] : [time(of.validity.to)]),
      ...(of.revoked.length === 0 ? [] : [sequence(of.revoked.map(entryDer(of.validity.from)))]),
      ...(of.extensions.length === 0 ? [] : [tagged(0, [extensionsDer(of.extensions)])]),
    ]),
    of.signedBy,
    'sha256',
  );

const entryDer =
  (at: Date) =>
  ({ serial, reason, issuer }: TestCrl['revoked'][number]): asn1js.Sequence => {
    const extensions: readonly TestExtension[] = [
      ...(reason === undefined
        ? []
        : [
            {
              oid: oids.reasonCode,
              critical: false,
              value: new asn1js.Enumerated({ value: reason }),
            },
          ]),
      ...(issuer === undefined
        ? []
        : [
            {
              oid: oids.certificateIssuer,
              critical: true,
              value: sequence([generalName.directory(nameDer(issuer))]),
            },
          ]),
    ];
    return sequence([
      new asn1js.Integer({ value: serial }),
      time(at),
      ...(extensions.length === 0 ? [] : [extensionsDer(extensions)]),
    ]);
  };

export const pem = (der: Uint8Array, label = 'CERTIFICATE'): Buffer =>
  Buffer.from(
    `-----BEGIN ${label}-----\n${Buffer.from(der)
      .toString('base64')
      .replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`,
  );
