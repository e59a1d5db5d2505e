import * as asn1js from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  ExtKeyUsage,
  InfoAccess,
  PolicyMappings,
  type Extension,
} from 'pkijs';

import { children, content, decode, isTagged, namedBits, smallInteger } from './asn1.ts';
import { readDistributionPoints, type DistributionPoint } from './distribution-points.ts';
import { generalNameOf, readGeneralNames, type GeneralName } from './general-name.ts';
import { limits } from './limits.ts';

export const oids = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  anyPolicy: '2.5.29.32.0',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  anyExtendedKeyUsage: '2.5.29.37.0',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  ocsp: '1.3.6.1.5.5.7.48.1',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  emailAddress: '1.2.840.113549.1.9.1',
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  givenName: '2.5.4.42',
} as const;

export const keyUsageBits = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

/** The extensions of a certificate that path validation and the rules of a login need. */
export interface CertificateExtensions {
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | undefined };
  readonly keyUsage: ReadonlySet<number> | undefined;
  readonly extendedKeyUsage: ReadonlySet<string> | undefined;
  readonly subjectAltNames: readonly GeneralName[];
  readonly nameConstraints: NameConstraints | undefined;
  readonly policies: ReadonlySet<string> | undefined;
  /** By issuerDomainPolicy. */
  readonly policyMappings: ReadonlyMap<string, ReadonlySet<string>>;
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
  readonly inhibitAnyPolicy: number | undefined;
  readonly distributionPoints: readonly DistributionPoint[];
  /** Where responders for OCSP are. */
  readonly ocspResponders: readonly string[];
  /** Of a responder whose own revocation nobody asks about (RFC 6960, 4.2.2.2.1). */
  readonly ocspNoCheck: boolean;
  readonly subjectKey: string | undefined;
  readonly authorityKey: string | undefined;
  readonly unknownCritical: boolean;
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** What may be critical, since it is processed. */
const processed: ReadonlySet<string> = new Set([
  oids.keyUsage,
  oids.subjectAltName,
  oids.basicConstraints,
  oids.nameConstraints,
  oids.crlDistributionPoints,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.extendedKeyUsage,
  oids.inhibitAnyPolicy,
]);

/** The value of each extension by its OID; @throws when one is there twice */
export const extensionValues = (
  extensions: readonly Extension[],
): ReadonlyMap<string, Uint8Array> => {
  if (extensions.length > limits.extensions) throw new RangeError('too many extensions');
  const values = new Map<string, Uint8Array>();
  for (const { extnID, extnValue } of extensions) {
    if (values.has(extnID)) throw new TypeError('an extension that is there twice');
    values.set(extnID, extnValue.valueBlock.valueHexView);
  }
  return values;
};

/** @throws when one of them is damaged */
export const readExtensions = (extensions: readonly Extension[]): CertificateExtensions => {
  const values = extensionValues(extensions);
  const read = <T>(oid: string, reader: (der: Uint8Array) => T): T | undefined => {
    const value = values.get(oid);
    return value && reader(value);
  };
  return {
    basicConstraints: read(oids.basicConstraints, readBasicConstraints) ?? {
      ca: false,
      pathLength: undefined,
    },
    keyUsage: read(oids.keyUsage, readKeyUsage),
    extendedKeyUsage: read(oids.extendedKeyUsage, readExtendedKeyUsage),
    subjectAltNames: read(oids.subjectAltName, readGeneralNames) ?? [],
    nameConstraints: read(oids.nameConstraints, readNameConstraints),
    policies: read(oids.certificatePolicies, readPolicies),
    policyMappings: read(oids.policyMappings, readPolicyMappings) ?? new Map(),
    ...(read(oids.policyConstraints, readPolicyConstraints) ?? {
      requireExplicitPolicy: undefined,
      inhibitPolicyMapping: undefined,
    }),
    inhibitAnyPolicy: read(oids.inhibitAnyPolicy, (der) =>
      smallInteger(content(decode(der, asn1js.Integer))),
    ),
    distributionPoints: read(oids.crlDistributionPoints, readDistributionPoints) ?? [],
    ocspResponders: read(oids.authorityInfoAccess, readOcspResponders) ?? [],
    ocspNoCheck: values.has(oids.ocspNoCheck),
    subjectKey: read(oids.subjectKeyIdentifier, (der) => hex(decode(der, asn1js.OctetString))),
    authorityKey: read(oids.authorityKeyIdentifier, readAuthorityKey),
    unknownCritical: extensions.some(({ extnID, critical }) => critical && !processed.has(extnID)),
  };
};

export const readAuthorityKey = (der: Uint8Array): string | undefined => {
  const { keyIdentifier } = new AuthorityKeyIdentifier({ schema: decode(der, asn1js.Sequence) });
  return keyIdentifier && hex(keyIdentifier);
};

const hex = (octets: asn1js.OctetString): string =>
  Buffer.from(octets.valueBlock.valueHexView).toString('hex');

const readOcspResponders = (der: Uint8Array): readonly string[] => {
  const { accessDescriptions } = new InfoAccess({ schema: decode(der, asn1js.Sequence) });
  if (accessDescriptions.length > limits.names) throw new RangeError('too many places');
  return accessDescriptions
    .filter(({ accessMethod }) => accessMethod === oids.ocsp)
    .flatMap(({ accessLocation: { type, value } }) =>
      // a GeneralName of the form uniformResourceIdentifier
      type === 6 && typeof value === 'string' ? [value] : [],
    );
};

const readBasicConstraints = (der: Uint8Array): CertificateExtensions['basicConstraints'] => {
  const { cA, pathLenConstraint } = new BasicConstraints({ schema: decode(der, asn1js.Sequence) });
  if (pathLenConstraint === undefined) return { ca: cA, pathLength: undefined };
  if (typeof pathLenConstraint !== 'number' || pathLenConstraint < 0)
    throw new RangeError('a path length outside of its bounds');
  return { ca: cA, pathLength: pathLenConstraint };
};

const readKeyUsage = (der: Uint8Array): ReadonlySet<number> => {
  const { valueBlock } = decode(der, asn1js.BitString);
  return namedBits(valueBlock.valueHexView, valueBlock.unusedBits);
};

const readExtendedKeyUsage = (der: Uint8Array): ReadonlySet<string> =>
  new Set(new ExtKeyUsage({ schema: decode(der, asn1js.Sequence) }).keyPurposes);

const readPolicies = (der: Uint8Array): ReadonlySet<string> => {
  const { certificatePolicies } = new CertificatePolicies({ schema: decode(der, asn1js.Sequence) });
  const policies = new Set(certificatePolicies.map(({ policyIdentifier }) => policyIdentifier));
  if (policies.size !== certificatePolicies.length || policies.size > limits.policies)
    throw new TypeError('a policy that is there twice, or too many');
  return policies;
};

const readPolicyMappings = (der: Uint8Array): ReadonlyMap<string, ReadonlySet<string>> => {
  const { mappings } = new PolicyMappings({ schema: decode(der, asn1js.Sequence) });
  if (mappings.length > limits.policies) throw new RangeError('too many policy mappings');
  const read = new Map<string, Set<string>>();
  for (const { issuerDomainPolicy, subjectDomainPolicy } of mappings)
    read.set(
      issuerDomainPolicy,
      (read.get(issuerDomainPolicy) ?? new Set<string>()).add(subjectDomainPolicy),
    );
  return read;
};

const readPolicyConstraints = (
  der: Uint8Array,
): Pick<CertificateExtensions, 'requireExplicitPolicy' | 'inhibitPolicyMapping'> => {
  const fields = children(decode(der, asn1js.Sequence));
  if (fields.some((field) => !isTagged(field, 0) && !isTagged(field, 1)))
    throw new TypeError('no PolicyConstraints');
  const field = (tag: number): number | undefined => {
    const found = fields.find((one) => isTagged(one, tag));
    return found && smallInteger(content(found));
  };
  return { requireExplicitPolicy: field(0), inhibitPolicyMapping: field(1) };
};

const readNameConstraints = (der: Uint8Array): NameConstraints => {
  const fields = children(decode(der, asn1js.Sequence));
  if (fields.some((field) => !isTagged(field, 0) && !isTagged(field, 1)))
    throw new TypeError('no NameConstraints');
  const subtrees = (tag: number): readonly GeneralName[] => {
    const found = fields.find((one) => isTagged(one, tag));
    const blocks = found === undefined ? [] : children(found);
    if (blocks.length > limits.names) throw new RangeError('too many name constraints');
    return blocks.map(subtreeOf);
  };
  return { permitted: subtrees(0), excluded: subtrees(1) };
};

/** A profile of RFC 5280 has no minimum but 0 and no maximum (4.2.1.10). */
const subtreeOf = (subtree: asn1js.BaseBlock): GeneralName => {
  const [base, ...bounds] = children(subtree);
  const harmless = bounds.every(
    (bound) => isTagged(bound, 0) && content(bound).every((byte) => byte === 0),
  );
  if (base === undefined || !harmless) throw new TypeError('no subtree of the profile');
  return generalNameOf(base);
};
