import { sign, verify, X509Certificate } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

import { samlLimits } from './limits.ts';
import type { SamlRefusal } from './reasons.ts';

/** A message by HTTP-Redirect (SAML bindings, 3.4): compressed, and signed as the address has it. */
export interface RedirectMessage {
  readonly name: 'SAMLRequest' | 'SAMLResponse';
  readonly xml: string;
  readonly relayState: string | undefined;
}

/** By RSA; SHA-1 is none of them. */
const digests: Readonly<Record<string, 'sha256' | 'sha512'>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
};
const ours = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/** @param privateKey signs, in PEM */
export const redirectTo = (
  url: string,
  { name, xml, relayState }: RedirectMessage,
  privateKey: string,
): string => {
  const pairs = [
    [name, deflateRawSync(xml).toString('base64')],
    ...(relayState === undefined ? [] : [['RelayState', relayState]]),
    ['SigAlg', ours],
  ];
  const octets = pairs.map(([key, value = '']) => `${key}=${encodeURIComponent(value)}`).join('&');
  const signature = sign('sha256', Buffer.from(octets), privateKey).toString('base64');
  const query = `${octets}&Signature=${encodeURIComponent(signature)}`;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
};

/** What is signed, in the order in which it is. */
const signedFields = (name: string): readonly string[] => [name, 'RelayState', 'SigAlg'];

/**
 * What an address's query has to say, once its signature was verified over its own bytes: nothing is decompressed before.
 * @param certificates in PEM
 */
export const readRedirect = (
  query: string,
  name: RedirectMessage['name'],
  certificates: readonly string[],
): { readonly xml: string; readonly relayState: string | undefined } | SamlRefusal => {
  if (query.length > 2 * samlLimits.logoutBytes) return 'response-too-large';
  const raw = rawFieldsOf(query);
  if (!raw) return 'response-unreadable';
  const [signature, algorithm] = [decoded(raw.get('Signature')), decoded(raw.get('SigAlg'))];
  if (!signature || !algorithm) return 'signature-missing';
  const digest = digests[algorithm];
  if (digest === undefined) return 'algorithm-refused';
  const octets = signedFields(name)
    .flatMap((key) => (raw.has(key) ? [`${key}=${raw.get(key)}`] : []))
    .join('&');
  const isSigned = certificates.some((pem) =>
    verify(
      digest,
      Buffer.from(octets),
      new X509Certificate(pem).publicKey,
      Buffer.from(signature, 'base64'),
    ),
  );
  if (!isSigned) return 'signature-wrong';
  const xml = inflated(decoded(raw.get(name)) ?? '');
  return typeof xml === 'string' ? { xml, relayState: decoded(raw.get('RelayState')) } : xml.reason;
};

const known: ReadonlySet<string> = new Set([
  ...['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature', 'SAMLEncoding'],
]);

/** As they were written, since that was signed; undefined when one is there twice. */
const rawFieldsOf = (query: string): ReadonlyMap<string, string> | undefined => {
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    const key = at < 0 ? pair : pair.slice(0, at);
    // a name that is written in another way would be read by some as a second one
    const name = decoded(key) ?? key;
    if (!known.has(name)) continue;
    if (name !== key || fields.has(name)) return undefined;
    fields.set(name, at < 0 ? '' : pair.slice(at + 1));
  }
  const encoding = decoded(fields.get('SAMLEncoding'));
  return encoding === undefined || encoding === deflate ? fields : undefined;
};

const deflate = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';

const decoded = (text: string | undefined): string | undefined => {
  try {
    return text === undefined ? undefined : decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

const inflated = (base64: string): string | { readonly reason: SamlRefusal } => {
  try {
    const bytes = inflateRawSync(Buffer.from(base64, 'base64'), {
      maxOutputLength: samlLimits.logoutBytes,
    });
    return strictUtf8.decode(bytes);
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return { reason: isTooLarge ? 'response-too-large' : 'response-unreadable' };
  }
};
