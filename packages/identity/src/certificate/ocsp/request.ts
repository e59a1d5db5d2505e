import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, CertID, Extension, OCSPRequest, Request, TBSRequest } from 'pkijs';

import { oids } from '../extensions.ts';
import type { ReadCertificate } from '../read-certificate.ts';
import { certIdParts } from './cert-id.ts';

/** RFC 9654: 32 bytes are what a responder should take. */
export const nonceBytes = 32;

/** The DER of a question about one certificate; its CertID is by SHA-1, which every responder knows (RFC 5019). */
export const ocspRequest = (
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  nonce: Uint8Array,
): Uint8Array => {
  const { nameHash, keyHash } = certIdParts(certificate, issuer, 'sha1');
  const reqCert = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({
      algorithmId: '1.3.14.3.2.26',
      algorithmParams: new asn1js.Null(),
    }),
    issuerNameHash: new asn1js.OctetString({ valueHex: nameHash }),
    issuerKeyHash: new asn1js.OctetString({ valueHex: keyHash }),
    serialNumber: new asn1js.Integer({ valueHex: Buffer.from(certificate.serial, 'hex') }),
  });
  const extnValue = new asn1js.OctetString({ valueHex: nonce }).toBER();
  const request = new OCSPRequest({
    tbsRequest: new TBSRequest({
      requestList: [new Request({ reqCert })],
      requestExtensions: [new Extension({ extnID: oids.ocspNonce, extnValue })],
    }),
  });
  return new Uint8Array(request.toSchema(true).toBER());
};
