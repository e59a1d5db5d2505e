import { oids, type NameConstraints } from '../extensions.ts';
import type { GeneralName } from '../general-name.ts';
import { limits } from '../limits.ts';
import { isWithin } from '../name.ts';
import type { ReadCertificate } from '../read-certificate.ts';

/**
 * Whether every name of a certificate is within what all CAs above it permit and outside of what any excludes
 * (RFC 5280, 4.2.1.10 and 6.1.3 (b), (c)).
 */
export const namesArePermitted = (
  certificate: ReadCertificate,
  constraints: readonly NameConstraints[],
): boolean => {
  const names = namesOf(certificate);
  const subtrees = constraints.reduce(
    (sum, { permitted, excluded }) => sum + permitted.length + excluded.length,
    0,
  );
  if (names.length * subtrees > limits.nameComparisons) return false;
  return constraints.every((constraint) => names.every((name) => isPermitted(name, constraint)));
};

const isPermitted = (name: GeneralName, { permitted, excluded }: NameConstraints): boolean => {
  const sameForm = permitted.filter(({ form }) => form === name.form);
  return (
    !excluded.some((subtree) => subtree.form === name.form && lies(name, subtree, 'excluded')) &&
    (sameForm.length === 0 || sameForm.some((subtree) => lies(name, subtree, 'permitted')))
  );
};

/** Subject, alternative names, and mail addresses that stand in the subject. */
const namesOf = ({ subject, extensions }: ReadCertificate): readonly GeneralName[] => {
  const mail = subject.attributes.flatMap(({ oid, text }): readonly GeneralName[] =>
    oid === oids.emailAddress ? [{ form: 'email', text: text ?? '', key: text ?? '' }] : [],
  );
  const directory: readonly GeneralName[] =
    subject.rdns.length === 0 ? [] : [{ form: 'directory', name: subject, key: subject.key }];
  return [...directory, ...mail, ...(extensions?.subjectAltNames ?? [])];
};

/** What can't be compared lies within no permitted subtree and within every excluded one. */
const lies = (
  name: GeneralName,
  subtree: GeneralName,
  incomparable: 'permitted' | 'excluded',
): boolean => {
  const unknown = incomparable === 'excluded';
  if (name.form === 'directory' && subtree.form === 'directory')
    return isWithin(name.name, subtree.name);
  if (name.form === 'dns' && subtree.form === 'dns')
    return isSubdomain(name.text, subtree.text.replace(/^\./, ''));
  if (name.form === 'email' && subtree.form === 'email') {
    const at = name.text.lastIndexOf('@');
    return at < 1 ? unknown : isMailWithin(name.text, at, subtree.text);
  }
  if (name.form === 'uri' && subtree.form === 'uri') {
    const host = hostOf(name.text);
    return host === undefined ? unknown : isHostWithin(host, subtree.text);
  }
  if (name.form === 'ip' && subtree.form === 'ip')
    return isAddressWithin(name.bytes, subtree.bytes) ?? unknown;
  return unknown;
};

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A final dot names the same host. */
const trimmed = (host: string): string => host.toLowerCase().replace(/\.$/, '');

const isSubdomain = (host: string, domain: string): boolean =>
  domain === '' ||
  trimmed(host) === trimmed(domain) ||
  trimmed(host).endsWith(`.${trimmed(domain)}`);

/** `.example.org` is every host below it, `example.org` that host alone. */
const isHostWithin = (host: string, subtree: string): boolean =>
  subtree.startsWith('.')
    ? trimmed(host).endsWith(trimmed(subtree))
    : subtree === '' || trimmed(host) === trimmed(subtree);

const isMailWithin = (address: string, at: number, subtree: string): boolean => {
  const host = address.slice(at + 1);
  const subtreeAt = subtree.lastIndexOf('@');
  if (subtreeAt < 0) return isHostWithin(host, subtree);
  return (
    address.slice(0, at) === subtree.slice(0, subtreeAt) && same(host, subtree.slice(subtreeAt + 1))
  );
};

/** The host of a URI; undefined without one, and for an address, which no domain can hold. */
const hostOf = (uri: string): string | undefined => {
  const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(uri)?.[1];
  const host = authority?.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  if (host === undefined || host === '' || /^\[|^[\d.]+$/.test(host)) return undefined;
  return host;
};

/** The subtree is an address and a mask; undefined when it is neither IPv4's nor IPv6's. */
const isAddressWithin = (address: Uint8Array, subtree: Uint8Array): boolean | undefined => {
  const { byteLength } = address;
  if ((byteLength !== 4 && byteLength !== 16) || ![8, 32].includes(subtree.byteLength))
    return undefined;
  if (subtree.byteLength !== 2 * byteLength) return false;
  return address.every((byte, index) => {
    const mask = subtree[index + byteLength] ?? 0;
    return (byte & mask) === ((subtree[index] ?? 0) & mask);
  });
};
