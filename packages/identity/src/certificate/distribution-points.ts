import * as asn1js from 'asn1js';

import { children, content, decode, isTagged, namedBits } from './asn1.ts';
import { generalNamesOf, type GeneralName } from './general-name.ts';
import { limits } from './limits.ts';
import { withRdn, type Name } from './name.ts';

/** Reasons for revocation as ReasonFlags number them; `unused` (0) is none. */
export type Reasons = ReadonlySet<number>;

export const allReasons: Reasons = new Set([1, 2, 3, 4, 5, 6, 7, 8]);

/** One DistributionPoint of a certificate (RFC 5280, 4.2.1.13). */
export interface DistributionPoint {
  readonly name: PointName | undefined;
  readonly reasons: Reasons | undefined;
  readonly crlIssuer: readonly GeneralName[] | undefined;
}

/** The scope of a CRL (RFC 5280, 5.2.5). */
export interface IssuingDistributionPoint {
  readonly name: PointName | undefined;
  readonly onlyUserCertificates: boolean;
  readonly onlyCaCertificates: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly reasons: Reasons | undefined;
  readonly indirect: boolean;
}

export type PointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  | { readonly kind: 'relative'; readonly rdn: asn1js.BaseBlock };

export const readDistributionPoints = (der: Uint8Array): readonly DistributionPoint[] => {
  const points = children(decode(der, asn1js.Sequence));
  if (points.length === 0 || points.length > limits.names)
    throw new RangeError('no distribution points, or too many');
  return points.map((point) => {
    const fields = fieldsOf(point, 2);
    const crlIssuer = fields.get(2);
    if (!fields.has(0) && crlIssuer === undefined) throw new TypeError('an empty point');
    return {
      name: pointNameOf(fields.get(0)),
      reasons: reasonsOf(fields.get(1)),
      crlIssuer: crlIssuer && generalNamesOf(crlIssuer),
    };
  });
};

export const readIssuingDistributionPoint = (der: Uint8Array): IssuingDistributionPoint => {
  const fields = fieldsOf(decode(der, asn1js.Sequence), 5);
  const point = {
    name: pointNameOf(fields.get(0)),
    onlyUserCertificates: flagOf(fields.get(1)),
    onlyCaCertificates: flagOf(fields.get(2)),
    reasons: reasonsOf(fields.get(3)),
    indirect: flagOf(fields.get(4)),
    onlyAttributeCertificates: flagOf(fields.get(5)),
  };
  return point;
};

/** Every name that a point goes by; relative names are completed by the issuer of the CRL. */
export const pointKeys = (name: PointName, crlIssuers: readonly Name[]): readonly string[] =>
  name.kind === 'full'
    ? name.names.map(({ key }) => key)
    : crlIssuers.map((issuer) => `4:${withRdn(issuer, name.rdn).key}`);

const fieldsOf = (
  sequence: asn1js.BaseBlock,
  lastTag: number,
): ReadonlyMap<number, asn1js.BaseBlock> => {
  const fields = new Map<number, asn1js.BaseBlock>();
  for (const field of children(sequence)) {
    const tag = field.idBlock.tagNumber;
    if (!isTagged(field, tag) || tag > lastTag || fields.has(tag))
      throw new TypeError('a field that does not belong to a distribution point');
    fields.set(tag, field);
  }
  return fields;
};

const pointNameOf = (field: asn1js.BaseBlock | undefined): PointName | undefined => {
  if (field === undefined) return undefined;
  const [choice, ...more] = children(field);
  if (choice === undefined || more.length > 0) throw new TypeError('no DistributionPointName');
  if (isTagged(choice, 0)) return { kind: 'full', names: generalNamesOf(choice) };
  if (isTagged(choice, 1)) return { kind: 'relative', rdn: choice };
  throw new TypeError('no DistributionPointName');
};

const reasonsOf = (field: asn1js.BaseBlock | undefined): Reasons | undefined => {
  if (field === undefined) return undefined;
  const bytes = content(field);
  const bits = namedBits(bytes.subarray(1), bytes[0] ?? 0);
  return new Set([...bits].filter((bit) => allReasons.has(bit)));
};

const flagOf = (field: asn1js.BaseBlock | undefined): boolean =>
  field !== undefined && content(field)[0] !== 0;
