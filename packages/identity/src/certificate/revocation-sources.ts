import type { CardTrust } from './check-certificate.ts';
import { readCertificate, type ReadCertificate } from './read-certificate.ts';
import { PathBuilder } from './path/build.ts';
import { TooMuchWork, Work } from './path/work.ts';
import { blocksOf } from './read-file.ts';

/** A certificate with its issuer, and where it says that its revocation is published. */
export interface RevocationSource {
  readonly certificate: ReadCertificate;
  readonly issuer: ReadCertificate;
  readonly crls: readonly string[];
  readonly ocsp: readonly string[];
}

/** Of each certificate of the likeliest path, the shown one last; empty when no path leads to a trusted root. */
export const revocationSources = (
  file: Uint8Array,
  { anchors, intermediates }: Pick<CardTrust, 'anchors' | 'intermediates'>,
): readonly RevocationSource[] => {
  const [der] = blocksOf(file, 'CERTIFICATE');
  const leaf = der && readCertificate(der);
  if (!leaf) return [];
  const [path = []] = likeliest(new PathBuilder({ anchors, intermediates }, new Work()), leaf);
  return path.flatMap((certificate, index) => {
    const issuer = path[index - 1];
    return issuer ? [{ certificate, issuer, ...publishedAt(certificate) }] : [];
  });
};

const likeliest = (
  builder: PathBuilder,
  leaf: ReadCertificate,
): readonly (readonly ReadCertificate[])[] => {
  try {
    const first = builder.pathsTo(leaf, { reason: 'issuer-unknown' }).next();
    return first.done === true ? [] : [first.value];
  } catch (error) {
    if (error instanceof TooMuchWork) return [];
    throw error;
  }
};

/** Where a certificate says that its revocation is published. */
export const publishedAt = ({
  extensions,
}: ReadCertificate): Pick<RevocationSource, 'crls' | 'ocsp'> => ({
  crls: (extensions?.distributionPoints ?? []).flatMap(({ name }) =>
    name?.kind === 'full'
      ? name.names.flatMap((one) => (one.form === 'uri' ? [one.text] : []))
      : [],
  ),
  ocsp: extensions?.ocspResponders ?? [],
});
