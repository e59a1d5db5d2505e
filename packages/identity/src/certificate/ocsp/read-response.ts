import { createHash } from 'node:crypto';

import * as asn1js from 'asn1js';
import { BasicOCSPResponse, OCSPResponse, type Extension, type SingleResponse } from 'pkijs';

import { content, decode, integerKey, isTagged } from '../asn1.ts';
import { extensionValues, oids } from '../extensions.ts';
import { limits } from '../limits.ts';
import { readCertificate, timeOf, type ReadCertificate } from '../read-certificate.ts';
import { certIdHashes, type CertIdHash } from './cert-id.ts';

/** What a responder says of one certificate. */
export interface OcspStatement {
  readonly hash: CertIdHash;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly thisUpdate: Date;
  /** Undefined: newer ones are there at any time. */
  readonly nextUpdate: Date | undefined;
}

/** An answer of a responder as it was read; nothing of it is verified yet. */
export interface ReadOcsp {
  /** SHA-256. */
  readonly fingerprint: string;
  readonly producedAt: Date;
  /** It has the nonce of our question, and so was made for it. */
  readonly isForUs: boolean;
  readonly statements: readonly OcspStatement[];
  readonly signatureAlgorithm: string;
  readonly signature: { readonly over: Uint8Array; readonly bytes: Uint8Array };
  /** Of responders, as they were sent along. */
  readonly certificates: readonly ReadCertificate[];
}

const successful = 0;
const basicResponse = '1.3.6.1.5.5.7.48.1.1';

/** @returns undefined when it is no answer, one to another question, or one that says something critical we don't understand */
export const readOcsp = (der: Uint8Array, nonce: Uint8Array): ReadOcsp | undefined => {
  if (der.byteLength > limits.ocspBytes) return undefined;
  try {
    return ocspOf(der, nonce);
  } catch {
    // whatever a reader says of bytes from outside, they are no answer that tells anything
    return undefined;
  }
};

const ocspOf = (der: Uint8Array, nonce: Uint8Array): ReadOcsp => {
  const outer = new OCSPResponse({ schema: decode(der, asn1js.Sequence) });
  if (
    content(outer.responseStatus)[0] !== successful ||
    outer.responseBytes?.responseType !== basicResponse
  )
    throw new TypeError('no basic answer');
  const basic = new BasicOCSPResponse({
    schema: decode(outer.responseBytes.response.valueBlock.valueHexView, asn1js.Sequence),
  });
  const { tbsResponseData: data, certs = [] } = basic;
  if (data.responses.length > limits.ocspStatements || certs.length > limits.ocspCertificates)
    throw new RangeError('more than an answer to one question has');
  return {
    fingerprint: createHash('sha256').update(der).digest('hex'),
    producedAt: timeOf(data.producedAt),
    isForUs: isAnswerTo(nonce, data.responseExtensions ?? []),
    statements: data.responses.map(statementOf),
    signatureAlgorithm: basic.signatureAlgorithm.algorithmId,
    signature: { over: data.tbsView, bytes: basic.signature.valueBlock.valueHexView },
    certificates: certs.flatMap(
      (one) => readCertificate(new Uint8Array(one.toSchema().toBER())) ?? [],
    ),
  };
};

/** @throws for another nonce than ours: somebody plays an old answer again */
const isAnswerTo = (nonce: Uint8Array, extensions: readonly Extension[]): boolean => {
  const said = understood(extensions, [oids.ocspNonce]).get(oids.ocspNonce);
  if (said === undefined) return false;
  if (!Buffer.from(content(decode(said, asn1js.OctetString))).equals(nonce))
    throw new TypeError('an answer to another question');
  return true;
};

const understood = (
  extensions: readonly Extension[],
  known: readonly string[],
): ReadonlyMap<string, Uint8Array> => {
  if (extensions.some(({ extnID, critical }) => critical && !known.includes(extnID)))
    throw new TypeError('a critical extension that is not understood');
  return extensionValues(extensions);
};

const statementOf = (said: SingleResponse): OcspStatement => {
  understood(said.singleExtensions ?? [], []);
  const { certID } = said;
  const hash = Object.entries(certIdHashes).find(
    ([oid]) => oid === certID.hashAlgorithm.algorithmId,
  )?.[1];
  if (hash === undefined) throw new TypeError('a CertID by another hash');
  return {
    hash,
    nameHash: certID.issuerNameHash.valueBlock.valueHexView,
    keyHash: certID.issuerKeyHash.valueBlock.valueHexView,
    serial: integerKey(certID.serialNumber),
    status: statusOf(said.certStatus),
    thisUpdate: timeOf(said.thisUpdate),
    nextUpdate: said.nextUpdate && timeOf(said.nextUpdate),
  };
};

const statusOf = (choice: unknown): OcspStatement['status'] => {
  if (!(choice instanceof asn1js.BaseBlock)) throw new TypeError('no CertStatus');
  if (isTagged(choice, 0)) return 'good';
  if (isTagged(choice, 1)) return 'revoked';
  if (isTagged(choice, 2)) return 'unknown';
  throw new TypeError('no CertStatus');
};
