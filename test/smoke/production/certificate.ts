import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import type { Program } from '../../provision/provision.ts';
import { runProgram } from '../../provision/run-program.ts';
import { faxName, mailboxName } from './places.ts';

/** A throw-away authority and what it signed, as files and as text (PEM). */
export interface Certificate {
  readonly authorityFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

const ecKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];

/** An authority of our own, and one certificate by it for the names and the address that the smoke uses. */
export const makeCertificate = async (openssl: Program, folder: string): Promise<Certificate> => {
  const file = (name: string): string => join(folder, name);
  const run = (...args: string[]): Promise<string> =>
    runProgram(openssl.command, args, { env: openssl.env });
  const [authorityFile, authorityKey] = [file('authority.pem'), file('authority.key')];
  const [certFile, keyFile] = [file('tls.pem'), file('tls.key')];
  const files = (certificate: string, key: string) => ['-out', certificate, '-keyout', key];
  await run('req', '-x509', ...ecKey, '-subj', '/CN=smoke', ...files(authorityFile, authorityKey));
  await run(
    ...['req', '-x509', ...ecKey, '-subj', `/CN=${mailboxName}`, ...files(certFile, keyFile)],
    ...['-CA', authorityFile, '-CAkey', authorityKey, '-addext', 'basicConstraints=CA:FALSE'],
    ...['-addext', `subjectAltName=DNS:${mailboxName},DNS:${faxName},IP:127.0.0.1`],
  );
  const [cert, key] = await Promise.all([readFile(certFile, 'utf8'), readFile(keyFile, 'utf8')]);
  return { authorityFile, certFile, keyFile, cert, key };
};

/** From now on this process believes the authority, too. */
export const trust = async ({ authorityFile }: Certificate): Promise<void> =>
  setDefaultCACertificates([
    ...getCACertificates('default'),
    await readFile(authorityFile, 'utf8'),
  ]);
