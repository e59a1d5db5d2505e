import { X509Certificate } from 'node:crypto';

import { isStrong } from '../certificate/signature.ts';
import { assertionFault, issuerOf, nameIdOf } from './assertion-rules.ts';
import { openAssertion } from './encrypted-assertion.ts';
import type { SamlExpectations } from './expectations.ts';
import { factsOf, type SamlFacts } from './facts.ts';
import { samlLimits } from './limits.ts';
import type { SamlRefusal } from './reasons.ts';
import { shapeOf, shapeOfDecrypted, type ShapedResponse } from './shape.ts';
import { signatureFault } from './signature-policy.ts';
import { readSignedAssertion } from './signed-assertion.ts';
import { signedRootOf } from './signed-root.ts';
import { timeFault } from './times.ts';
import { ns, onlyChild, parseXml, textOf, type XmlElement } from './xml.ts';

export type SamlVerdict =
  | {
      readonly accepted: true;
      readonly nameId: string;
      /** What the signed assertion says. */
      readonly facts: SamlFacts;
      readonly reason: 'accepted';
    }
  | { readonly accepted: false; readonly reason: SamlRefusal };

/**
 * Whether a response logs somebody in: shape and signatures first, then what was signed, and nothing else, is read.
 * That an assertion is used once is for whoever keeps the requests: each has one answer.
 */
export const checkSamlResponse = async (
  file: Uint8Array,
  expected: SamlExpectations,
): Promise<SamlVerdict> => {
  const xml = textOfResponse(file);
  if (typeof xml !== 'string') return refused(xml.reason);
  const root = parseXml(xml);
  if (typeof root === 'string') return refused(root);
  const shaped = shapeOf(root, (expected.decryptionKeys ?? []).length > 0);
  if (typeof shaped === 'string') return refused(shaped);
  const fault = signaturesFault(shaped) ?? responseFault(shaped.response, expected);
  if (fault !== undefined) return refused(fault);
  const signed = await signedAssertionOf(xml, shaped, expected);
  if (typeof signed === 'string') return refused(signed);
  return assertionVerdict(signed, shaped.response, expected);
};

const refused = (reason: SamlRefusal): SamlVerdict => ({ accepted: false, reason });

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** XML, or base64 of it as a browser posts it. */
const textOfResponse = (file: Uint8Array): string | { readonly reason: SamlRefusal } => {
  // base64 makes it longer by a third
  if (file.byteLength > 2 * samlLimits.bytes) return { reason: 'response-too-large' };
  try {
    const text = strictUtf8.decode(file);
    if (text.trimStart().startsWith('<')) return bounded(text);
    const base64 = text.replace(/[\r\n\t ]+/g, '');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return { reason: 'response-unreadable' };
    return bounded(strictUtf8.decode(Buffer.from(base64, 'base64')));
  } catch {
    return { reason: 'response-unreadable' };
  }
};

const bounded = (text: string): string | { readonly reason: SamlRefusal } =>
  Buffer.byteLength(text) > samlLimits.bytes ? { reason: 'response-too-large' } : text;

const signaturesFault = (shaped: ShapedResponse): SamlRefusal | undefined =>
  (shaped.responseSignature && signatureFault(shaped.responseSignature)) ??
  (shaped.kind === 'plain' && shaped.assertionSignature
    ? signatureFault(shaped.assertionSignature)
    : undefined);

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** What the envelope says; where it isn't signed it can only refuse. */
const responseFault = (
  response: XmlElement,
  { at, recipient, requestId }: SamlExpectations,
): SamlRefusal | undefined => {
  const status = onlyChild(response, ns.protocol, 'Status');
  const code = status && onlyChild(status, ns.protocol, 'StatusCode');
  if (code?.attributes.get('Value') !== success) return 'status-not-success';
  if (response.attributes.get('Destination') !== recipient) return 'destination-wrong';
  if (response.attributes.get('InResponseTo') !== requestId) return 'request-unknown';
  return timeFault(response, at, ['IssueInstant']);
};

/** The assertion as it was signed, read anew from the bytes that the signature covers. */
const signedAssertionOf = async (
  xml: string,
  shaped: ShapedResponse,
  expected: SamlExpectations,
): Promise<XmlElement | SamlRefusal> => {
  const { idpCertificates } = expected;
  if (!idpCertificates.every(hasUsableKey)) return 'algorithm-refused';
  if (shaped.kind === 'encrypted') return decryptedAssertionOf(xml, expected);
  const { responseSignature, assertionSignature } = shaped;
  const signed = await readSignedAssertion(xml, {
    certificates: idpCertificates,
    response: responseSignature !== undefined,
    assertion: assertionSignature !== undefined,
  });
  if (signed === undefined) return 'signature-wrong';
  const assertion = parseXml(signed);
  if (typeof assertion === 'string') return assertion;
  return assertion.name === 'Assertion' && assertion.namespace === ns.assertion
    ? assertion
    : 'assertion-missing';
};

/** The response as it was signed first; then what is encrypted in it, which may be signed once more. */
const decryptedAssertionOf = async (
  xml: string,
  { idpCertificates, decryptionKeys = [] }: SamlExpectations,
): Promise<XmlElement | SamlRefusal> => {
  const response = signedRootOf(xml, idpCertificates);
  if (response === undefined) return 'signature-wrong';
  const opened = await openAssertion(response, decryptionKeys);
  if (opened === undefined) return 'decryption-failed';
  const assertion = parseXml(opened);
  if (typeof assertion === 'string') return assertion;
  const shaped = shapeOfDecrypted(assertion);
  if (typeof shaped === 'string') return shaped;
  if (shaped.signature === undefined) return assertion;
  const fault = signatureFault(shaped.signature);
  if (fault !== undefined) return fault;
  const signed = signedRootOf(opened, idpCertificates);
  return signed === undefined ? 'signature-wrong' : parseXml(signed);
};

/** Whether signatures by the key of a certificate are good enough. */
export const hasUsableKey = (pem: string): boolean => {
  const { publicKey } = new X509Certificate(pem);
  return publicKey.asymmetricKeyType === 'rsa' && isStrong(publicKey);
};

const assertionVerdict = (
  assertion: XmlElement,
  response: XmlElement,
  expected: SamlExpectations,
): SamlVerdict => {
  const fault = assertionFault(assertion, expected) ?? responseIssuerFault(response, assertion);
  if (fault !== undefined) return refused(fault);
  const named = nameIdOf(assertion);
  if ('reason' in named) return refused(named.reason);
  return {
    accepted: true,
    nameId: named.nameId,
    facts: factsOf(assertion),
    reason: 'accepted',
  };
};

/** A response need not say who issued it; when it does, it is who issued the assertion. */
const responseIssuerFault = (
  response: XmlElement,
  assertion: XmlElement,
): SamlRefusal | undefined => {
  const stated = response.children.filter(({ name }) => name === 'Issuer');
  return stated.every((one) => textOf(one) === issuerOf(assertion)) ? undefined : 'issuer-wrong';
};
