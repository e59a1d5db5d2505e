import { readCertificate, type ReadCertificate } from './read-certificate.ts';
import { readCrl, type ReadCrl } from './read-crl.ts';

/** The certificates of a file in DER or PEM; what is none is left out. */
export const certificatesOf = (file: Uint8Array): readonly ReadCertificate[] =>
  blocksOf(file, 'CERTIFICATE').flatMap((der) => readCertificate(der) ?? []);

/** The same as PEM, for libraries that take nothing else. */
export const certificatePemsOf = (file: Uint8Array): readonly string[] =>
  certificatesOf(file).map(({ secondOpinion }) => secondOpinion.toString());

/** The CRLs of a file in DER or PEM; what is none, or can't be understood, is left out. */
export const crlsOf = (file: Uint8Array): readonly ReadCrl[] =>
  blocksOf(file, 'X509 CRL').flatMap((der) => readCrl(der) ?? []);

/** The DER of a file: all of it, or each PEM block with this label (RFC 7468). */
export const blocksOf = (file: Uint8Array, label: string): readonly Uint8Array[] => {
  // a SEQUENCE; no PEM begins with it
  if (file[0] === 0x30 && !isText(file)) return [file];
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1');
  const begin = `-----BEGIN ${label}-----`;
  const end = `-----END ${label}-----`;
  return text
    .split(begin)
    .slice(1)
    .flatMap((rest) => {
      const length = rest.indexOf(end);
      const base64 = length < 0 ? '' : rest.slice(0, length).replace(/\s+/g, '');
      return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? [Buffer.from(base64, 'base64')] : [];
    });
};

/** "0" is the byte of a SEQUENCE, too. */
const isText = (file: Uint8Array): boolean =>
  file.subarray(0, 64).every((byte) => byte < 0x80 && byte >= 0x09);
