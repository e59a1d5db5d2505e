/** What one check may cost, whoever made the certificates. */
export const limits = {
  certificateBytes: 64 * 1024,
  /** CRLs of a national CA have hundreds of thousands of entries. */
  crlBytes: 16 * 1024 * 1024,
  /** Of an answer by OCSP, with the certificates of responders. */
  ocspBytes: 64 * 1024,
  ocspStatements: 16,
  ocspCertificates: 4,
  /** How long an answer without our nonce is believed. */
  ocspAgeMs: 24 * 60 * 60 * 1000,
  /** How long one is that doesn't say until when it is. */
  ocspMomentMs: 10 * 60 * 1000,
  /** A responder's clock may be so much ahead of ours. */
  clockSkewMs: 60 * 1000,
  /** Files of a folder. */
  files: 2_000,
  folderBytes: 64 * 1024 * 1024,
  /** Leaf and trust anchor included. */
  pathCertificates: 12,
  /** Signatures verified in one check, those of CRLs included. */
  signatures: 400,
  /** Certificates tried as the next of a path. */
  steps: 4_000,
  /** Issuers of CRLs whose own CRLs have other issuers. */
  crlIssuerDepth: 4,
  extensions: 64,
  policies: 128,
  names: 1_000,
  rdns: 64,
  /** Name constraints times names. */
  nameComparisons: 100_000,
} as const;
