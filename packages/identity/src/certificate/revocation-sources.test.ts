import { describe, expect, it } from 'vitest';

import { extension } from '../test-support/certificate-authority.ts';
import { lookAlikeTrust, makeCard, makeCrl, siths } from '../test-support/siths-look-alike.ts';
import { isSignedByOneOf } from './crl-signature.ts';
import { certificatesOf, crlsOf } from './read-file.ts';
import { revocationSources } from './revocation-sources.ts';

const card = makeCard(siths.hsa3, {
  more: [
    extension.distributionPoint('http://crl.example/hsa3.crl'),
    extension.ocspResponder('http://ocsp.example/'),
  ],
});

describe('where revocation is published', () => {
  it('is told for each certificate of the path, the card last', () => {
    const sources = revocationSources(card, lookAlikeTrust());
    expect(sources.map(({ crls, ocsp }) => ({ crls, ocsp }))).toEqual([
      { crls: [], ocsp: [] },
      { crls: ['http://crl.example/hsa3.crl'], ocsp: ['http://ocsp.example/'] },
    ]);
  });

  it('is not told of a certificate that no trusted root stands above', () => {
    const nobody = { anchors: [siths.id3.der], intermediates: [] };
    expect(revocationSources(card, lookAlikeTrust(nobody))).toEqual([]);
  });

  it('is not told of what is no certificate', () => {
    expect(revocationSources(Buffer.from('Hej'), lookAlikeTrust())).toEqual([]);
  });
});

describe('who signed a CRL', () => {
  it('is known among the certificates of its issuer’s name', () => {
    const signed = (ca: typeof siths.hsa3): boolean[] =>
      crlsOf(makeCrl(siths.hsa3, { signedBy: ca.key })).map((crl) =>
        isSignedByOneOf(
          crl,
          [siths.root, siths.hsa3, siths.id3].flatMap(({ der }) => certificatesOf(der)),
        ),
      );
    expect([signed(siths.hsa3), signed(siths.id3)]).toEqual([[true], [false]]);
  });
});
