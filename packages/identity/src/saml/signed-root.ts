import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';

/**
 * The root element as it was signed, when one of the keys signed it. Whoever asks has looked at the signature's shape and
 * algorithms first, and reads nothing but what comes back.
 * @param certificates in PEM
 */
export const signedRootOf = (xml: string, certificates: readonly string[]): string | undefined => {
  // an XML processor reads every end of a line as one character, before anybody signs
  const text = xml.replace(/\r\n?/g, '\n');
  for (const publicCert of certificates) {
    try {
      const signed = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
      const document = new DOMParser().parseFromString(text, 'text/xml');
      const root = document.documentElement;
      const signature = signed.findSignatures(root).find(({ parentNode }) => parentNode === root);
      if (!signature) return undefined;
      signed.loadSignature(signature);
      if (!signed.checkSignature(text)) continue;
      const [first, ...more] = signed.getSignedReferences();
      return more.length === 0 ? first : undefined;
    } catch {
      // of another key
    }
  }
  return undefined;
};
