import {
  allReasons,
  pointKeys,
  type DistributionPoint,
  type Reasons,
} from '../distribution-points.ts';
import type { Name } from '../name.ts';
import type { ReadCertificate } from '../read-certificate.ts';
import type { ReadCrl } from '../read-crl.ts';

/** The point that each certificate has besides those it names: the CRL of its issuer (RFC 5280, 6.3.3, at the end). */
export const implicitPoint = ({ issuer }: ReadCertificate): DistributionPoint => ({
  name: {
    kind: 'full',
    names: [{ form: 'directory', name: issuer, key: `4:${issuer.key}` }],
  },
  reasons: undefined,
  crlIssuer: undefined,
});

/**
 * For which reasons of revocation a CRL speaks of a certificate by a distribution point (RFC 5280, 6.3.3 (b), (d));
 * undefined when it is about others.
 */
export const reasonsCovered = (
  crl: ReadCrl,
  certificate: ReadCertificate,
  point: DistributionPoint,
): Reasons | undefined => {
  const { scope } = crl;
  if (!isIssuerMeant(crl, certificate, point)) return undefined;
  if (!scope) return point.reasons ?? allReasons;
  const isCa = certificate.extensions?.basicConstraints.ca === true;
  if (scope.onlyAttributeCertificates) return undefined;
  if (scope.onlyUserCertificates && isCa) return undefined;
  if (scope.onlyCaCertificates && !isCa) return undefined;
  if (!isPointMeant(crl, certificate, point)) return undefined;
  const named = point.reasons ?? allReasons;
  return new Set([...named].filter((reason) => scope.reasons?.has(reason) ?? true));
};

const isIssuerMeant = (
  { issuer, scope }: ReadCrl,
  certificate: ReadCertificate,
  { crlIssuer }: DistributionPoint,
): boolean =>
  crlIssuer === undefined
    ? issuer.key === certificate.issuer.key
    : scope?.indirect === true && directoryNames(crlIssuer).some(({ key }) => key === issuer.key);

/** A CRL that names its distribution point is about the certificates that name it too. */
const isPointMeant = (
  { issuer, scope }: ReadCrl,
  certificate: ReadCertificate,
  point: DistributionPoint,
): boolean => {
  if (!scope?.name) return true;
  const ofCrl = new Set(pointKeys(scope.name, [issuer]));
  const ofCertificate = point.name
    ? pointKeys(
        point.name,
        point.crlIssuer ? directoryNames(point.crlIssuer) : [certificate.issuer],
      )
    : (point.crlIssuer ?? []).map(({ key }) => key);
  return ofCertificate.some((key) => ofCrl.has(key));
};

export const directoryNames = (
  names: NonNullable<DistributionPoint['crlIssuer']>,
): readonly Name[] => names.flatMap((name) => (name.form === 'directory' ? [name.name] : []));
