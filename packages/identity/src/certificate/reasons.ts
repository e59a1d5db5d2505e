/** Every reason for which a certificate is refused, with what it means. Codes are stable: the audit trail keeps them. */
export const certificateRefusals = {
  'certificate-unreadable': 'not exactly one X.509 certificate in DER or PEM',
  'certificate-too-large': 'more bytes than a certificate may have',
  'extension-malformed': 'an extension of a certificate of the path is damaged or there twice',
  'critical-extension-unknown': 'a critical extension that is not understood here',
  'algorithm-refused':
    'signed with DSA, SHA-1, MD5 or another algorithm that is not allowed, or by a key too weak',
  'signature-wrong': 'an issuer of that name is known, and did not sign it',
  'issuer-unknown': 'no chain of known certificates leads to a trusted root',
  'not-yet-valid': 'a certificate of the path is not valid yet',
  expired: 'a certificate of the path has expired',
  'issuer-not-a-ca': 'a certificate of the path was issued by one that is no CA',
  'issuer-key-usage-wrong': 'a CA of the path may not sign certificates (keyUsage keyCertSign)',
  'path-too-long':
    'more certificates than a CA of the path allows below itself (pathLenConstraint)',
  'name-not-permitted': 'a name outside of the name constraints of a CA of the path',
  'policy-required': 'the path demands a certificate policy, and none is valid for the whole of it',
  'policy-mapping-wrong': 'a CA of the path maps anyPolicy',
  revoked: 'a certificate of the path is revoked or on hold',
  'revocation-unknown':
    'no current CRL or answer by OCSP says whether each certificate of the path is revoked',
  'too-much-work': 'the certificates allow more paths than are tried',

  'trust-anchor': 'the certificate is a trusted root itself',
  'certificate-of-a-ca': "a CA's certificate, not a person's",
  'issuer-not-accepted': 'a CA of the path is not among the issuers that log people in',
  'function-certificate': 'of a function or a system, not of a person',
  'policy-not-accepted': 'none of the accepted certificate policies',
  'level-too-low': 'its policies give a level of assurance below what is asked',
  'signing-certificate': 'for signatures (keyUsage nonRepudiation), not for logging in',
  'no-digital-signature': 'keyUsage is without digitalSignature',
  'not-for-client-authentication': 'extended key usage is without clientAuth',
  'hsa-id-missing': 'the subject has no serialNumber',
  'hsa-id-several': 'the subject has more than one serialNumber',
  'hsa-id-malformed': "the subject's serialNumber is no HSA-id",
} as const;

export type CertificateRefusal = keyof typeof certificateRefusals;
