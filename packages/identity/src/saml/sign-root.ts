import { SignedXml } from 'xml-crypto';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export interface Signer {
  /** In PEM. */
  readonly privateKey: string;
  readonly certificate: string;
}

/** Where the signature stands: as the root's first child, or after its issuer, as the schema of each wants it. */
export type SignaturePlace = 'first' | 'after-issuer';

/** Signs a document's root element, as requests are: by SHA-256. */
export const signRoot = (
  xml: string,
  { privateKey, certificate }: Signer,
  place: SignaturePlace,
): string => {
  const signer = new SignedXml({
    ...{ privateKey, publicCert: certificate },
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  });
  signer.addReference({
    xpath: '/*',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location:
      place === 'first'
        ? { reference: '/*', action: 'prepend' }
        : { reference: `/*/*[local-name(.)='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
};
