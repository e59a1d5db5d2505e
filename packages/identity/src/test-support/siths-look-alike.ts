import type { CardRules, CardTrust } from '../certificate/check-certificate.ts';
import { keyUsageBits, oids } from '../certificate/extensions.ts';
import { certificatesOf, crlsOf } from '../certificate/read-file.ts';
import { sithsPersonIssuers } from '../certificate/siths.ts';
import {
  certificateDer,
  cn,
  crlDer,
  extension,
  rdn,
  testKey,
  type Rdn,
  type TestCertificate,
  type TestCrl,
  type TestExtension,
  type TestKey,
  type Validity,
} from './certificate-authority.ts';

export const now = new Date('2026-05-04T10:00:00Z');

const day = 24 * 60 * 60 * 1000;

export const daysFromNow = (days: number): Date => new Date(now.getTime() + days * day);

const validity: Validity = { from: daysFromNow(-30), to: daysFromNow(700) };

/** Policies of the look-alike, in an arc that is nobody's. */
export const policies = {
  loa3: '1.3.6.1.4.1.55555.3',
  loa2: '1.3.6.1.4.1.55555.2',
  other: '1.3.6.1.4.1.55555.9',
} as const;

/** A CA with its key. */
export interface LookAlikeCa {
  readonly name: readonly Rdn[];
  readonly key: TestKey;
  readonly der: Buffer;
}

const inOrganisation = (...rdns: readonly Rdn[]): readonly Rdn[] => [
  rdn('2.5.4.6', 'SE'),
  rdn('2.5.4.10', 'Look-alike'),
  ...rdns,
];

const caExtensions = [
  extension.basicConstraints(true),
  extension.keyUsage(keyUsageBits.keyCertSign, keyUsageBits.cRLSign),
];

let serials = 1_000;

export const nextSerial = (): number => (serials += 1);

/** A CA below another one, or a root below itself. */
export const makeCa = (
  commonName: string,
  issuer?: LookAlikeCa,
  change: Partial<TestCertificate> = {},
): LookAlikeCa => {
  const key = change.key ?? testKey();
  const name = inOrganisation(cn(commonName));
  const der = certificateDer({
    subject: name,
    issuer: issuer?.name ?? name,
    key,
    signedBy: issuer?.key ?? key,
    serial: nextSerial(),
    validity,
    extensions: caExtensions,
    ...change,
  });
  return { name, key, der };
};

export const makeCrl = (ca: LookAlikeCa, change: Partial<TestCrl> = {}): Buffer =>
  crlDer({
    issuer: ca.name,
    signedBy: ca.key,
    validity: { from: daysFromNow(-1), to: daysFromNow(1) },
    revoked: [],
    extensions: [],
    ...change,
  });

const [hsa3 = '', id3 = '', mobile = ''] = sithsPersonIssuers;

const root = makeCa('SITHS e-id Root CA v2');

/** The look-alike of SITHS e-id: root, issuing CAs, and what each card has unless a test says otherwise. */
export const siths = {
  root,
  hsa3: makeCa(hsa3, root),
  id3: makeCa(id3, root),
  mobile: makeCa(mobile, root),
  hsa2: makeCa('SITHS e-id Person HSA-id 2 CA v1', root),
  function: makeCa('SITHS e-id Function CA v1', root),
} as const;

export const hsaId = 'SE2321000016-1A2B';

export const cardSubject = (...more: readonly Rdn[]): readonly Rdn[] =>
  inOrganisation(cn('Anna Andersson'), ...more);

/** What a card is made with, extension by extension. */
export const cardExtensions = {
  keyUsage: extension.keyUsage(keyUsageBits.digitalSignature),
  extendedKeyUsage: extension.extendedKeyUsage(oids.clientAuth),
  policies: extension.policies(policies.loa3),
} as const;

const withExtensions = (
  change: Partial<Record<keyof typeof cardExtensions, TestExtension | undefined>>,
  more: readonly TestExtension[],
): readonly TestExtension[] => [
  ...Object.values({ ...cardExtensions, ...change }).filter((one) => one !== undefined),
  ...more,
];

export interface CardChange extends Partial<Omit<TestCertificate, 'extensions'>> {
  readonly extensions?: Parameters<typeof withExtensions>[0];
  readonly more?: readonly TestExtension[];
}

/** A card of an issuer, as it should be but for `change`. */
export const makeCard = (
  issuer: LookAlikeCa = siths.hsa3,
  { extensions = {}, more = [], ...change }: CardChange = {},
): Buffer =>
  certificateDer({
    subject: cardSubject(rdn(oids.serialNumber, hsaId)),
    issuer: issuer.name,
    key: testKey(),
    signedBy: issuer.key,
    serial: nextSerial(),
    validity,
    extensions: withExtensions(extensions, more),
    ...change,
  });

export interface TrustChange {
  readonly anchors?: readonly Buffer[];
  readonly intermediates?: readonly Buffer[];
  readonly crls?: readonly Buffer[];
}

const issuing = [siths.hsa3, siths.id3, siths.mobile, siths.hsa2, siths.function];

const crlOf = new Map([siths.root, ...issuing].map((ca) => [ca, makeCrl(ca)]));

export const allCrls: readonly Buffer[] = [...crlOf.values()];

/** CRLs of all CAs but this one, whose CRLs are these instead. */
export const crlsWith = (ca: LookAlikeCa, ...crls: readonly Buffer[]): readonly Buffer[] => [
  ...[...crlOf].flatMap(([one, crl]) => (one === ca ? [] : [crl])),
  ...crls,
];

/** What the house knows, but for `change`. */
export const lookAlikeTrust = ({
  anchors = [siths.root.der],
  intermediates = issuing.map(({ der }) => der),
  crls = allCrls,
}: TrustChange = {}): CardTrust => ({
  anchors: anchors.flatMap(certificatesOf),
  intermediates: intermediates.flatMap(certificatesOf),
  crls: crls.flatMap(crlsOf),
});

export const lookAlikeRules: CardRules = {
  issuers: new Set(sithsPersonIssuers),
  policies: new Map([
    [policies.loa3, 3],
    [policies.loa2, 2],
  ]),
  leastLoa: 3,
};
