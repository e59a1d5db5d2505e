import { createHash, sign } from 'node:crypto';

import * as asn1js from 'asn1js';

import { ocspRequest } from '../certificate/ocsp/request.ts';
import { oids } from '../certificate/extensions.ts';
import { readCertificate, type ReadCertificate } from '../certificate/read-certificate.ts';
import { oid, sequence, type TestExtension, type TestKey } from './certificate-authority.ts';
import { now } from './siths-look-alike.ts';

export interface TestAnswer {
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly signedBy: TestKey;
  readonly status?: 'good' | 'revoked' | 'unknown';
  readonly nonce?: Uint8Array;
  readonly producedAt?: Date;
  readonly thisUpdate?: Date;
  /** null: newer ones are there at any time. */
  readonly nextUpdate?: Date | null;
  readonly responder?: Uint8Array;
  readonly critical?: TestExtension;
}

const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

const tagged = (tagNumber: number, value: readonly asn1js.BaseBlock[]): asn1js.Constructed =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [...value] });

const time = (valueDate: Date): asn1js.GeneralizedTime => new asn1js.GeneralizedTime({ valueDate });

const statuses = {
  good: (): asn1js.BaseBlock =>
    new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, valueHex: new Uint8Array() }),
  revoked: (): asn1js.BaseBlock => tagged(1, [time(now)]),
  unknown: (): asn1js.BaseBlock =>
    new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 2 }, valueHex: new Uint8Array() }),
};

export const read = (der: Uint8Array): ReadCertificate => {
  const certificate = readCertificate(der);
  if (!certificate) throw new Error('a test made no certificate');
  return certificate;
};

/** The CertID of our own question about the certificate. */
const certIdOf = (certificate: Uint8Array, issuer: Uint8Array): asn1js.BaseBlock => {
  const der = ocspRequest(read(certificate), read(issuer), new Uint8Array(1));
  let block: asn1js.BaseBlock = asn1js.fromBER(der).result;
  // OCSPRequest, TBSRequest, requestList, Request, CertID
  for (let depth = 0; depth < 4; depth += 1)
    block = (block as asn1js.Sequence).valueBlock.value[0] as asn1js.BaseBlock;
  return block;
};

const extensionsOf = ({ nonce, critical }: TestAnswer): readonly asn1js.BaseBlock[] => {
  const all = [
    ...(nonce === undefined
      ? []
      : [
          sequence([
            oid(oids.ocspNonce),
            new asn1js.OctetString({
              valueHex: new asn1js.OctetString({ valueHex: nonce }).toBER(),
            }),
          ]),
        ]),
    ...(critical === undefined
      ? []
      : [
          sequence([
            oid(critical.oid),
            new asn1js.Boolean({ value: true }),
            new asn1js.OctetString({ valueHex: new asn1js.Null().toBER() }),
          ]),
        ]),
  ];
  return all.length === 0 ? [] : [tagged(1, [sequence(all)])];
};

/** The DER of an answer by OCSP, whatever it says of itself. */
export const ocspAnswer = (of: TestAnswer): Buffer => {
  const { nextUpdate = later(60) } = of;
  const tbs = sequence([
    tagged(2, [
      new asn1js.OctetString({ valueHex: createHash('sha1').update('a responder').digest() }),
    ]),
    time(of.producedAt ?? now),
    sequence([
      sequence([
        certIdOf(of.certificate, of.issuer),
        statuses[of.status ?? 'good'](),
        time(of.thisUpdate ?? now),
        ...(nextUpdate === null ? [] : [tagged(0, [time(nextUpdate)])]),
      ]),
    ]),
    ...extensionsOf(of),
  ]);
  const signature = sign('sha256', Buffer.from(tbs.toBER()), of.signedBy.privateKey);
  const basic = sequence([
    tbs,
    sequence([oid('1.2.840.10045.4.3.2')]),
    new asn1js.BitString({ valueHex: new Uint8Array(signature) }),
    ...(of.responder ? [tagged(0, [sequence([asn1js.fromBER(of.responder).result])])] : []),
  ]);
  return outer(0, basic);
};

const outer = (status: number, basic?: asn1js.BaseBlock): Buffer =>
  Buffer.from(
    sequence([
      new asn1js.Enumerated({ value: status }),
      ...(basic === undefined
        ? []
        : [
            tagged(0, [
              sequence([
                oid('1.3.6.1.5.5.7.48.1.1'),
                new asn1js.OctetString({ valueHex: basic.toBER() }),
              ]),
            ]),
          ]),
    ]).toBER(),
  );

/** `tryLater` (3) and the like: an answer that says nothing. */
export const ocspError = (status: number): Buffer => outer(status);
