import { decrypt } from 'xml-encryption';

import type { SamlRefusal } from './reasons.ts';
import { allOf, childrenOf, ns, onlyChild, type XmlElement } from './xml.ts';

/** Of the content: AES. CBC can be changed unseen, which is why nothing is opened before its signature was verified. */
const dataAlgorithms: ReadonlySet<string> = new Set([
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
]);

/** Of its key: RSA-OAEP, never PKCS #1 1.5. */
const keyAlgorithms: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
]);

const oaepDigests: ReadonlySet<string> = new Set(['http://www.w3.org/2000/09/xmldsig#sha1']);

/** Initialisation vector, one block or tag: with less an authentication tag could be a short one. */
const leastCipherBytes = 12 + 16 + 1;

/** What is wrong with an encrypted assertion before anybody opens it: each part is there once, wherever one looks. */
export const encryptionFault = (
  response: XmlElement,
  encrypted: XmlElement,
): SamlRefusal | undefined => {
  const all = allOf(response);
  const once = (name: string): XmlElement | undefined => {
    const [only, ...more] = all.filter((one) => one.name === name);
    return only?.namespace === ns.encryption && more.length === 0 ? only : undefined;
  };
  const [data, key] = [once('EncryptedData'), once('EncryptedKey')];
  const hasBoth = data?.parent === encrypted && key !== undefined;
  if (!hasBoth || all.some(({ name }) => name === 'CipherReference')) return 'encryption-refused';
  const values = all.filter(({ name }) => name === 'CipherValue');
  const methods = all.filter(({ name }) => name === 'EncryptionMethod');
  if (values.length !== 2 || methods.length !== 2) return 'encryption-refused';
  if (!isPointedAt(all, key)) return 'encryption-refused';
  const isAllowed =
    dataAlgorithms.has(methodOf(data)) &&
    keyAlgorithms.has(methodOf(key)) &&
    all
      .filter(({ name, parent }) => name === 'DigestMethod' && parent?.name === 'EncryptionMethod')
      .every(({ attributes }) => oaepDigests.has(attributes.get('Algorithm') ?? '')) &&
    cipherBytesOf(data) >= leastCipherBytes;
  return isAllowed ? undefined : 'encryption-refused';
};

/** In the KeyInfo of the data, or named from there. */
const isPointedAt = (all: readonly XmlElement[], key: XmlElement): boolean => {
  const pointers = all.filter(({ name }) => name === 'RetrievalMethod');
  if (pointers.length === 0) return key.parent?.name === 'KeyInfo';
  const [id = ''] = key.ids;
  return (
    pointers.length === 1 &&
    /^[\w.-]{1,256}$/.test(id) &&
    pointers[0]?.attributes.get('URI') === `#${id}`
  );
};

const methodOf = (element: XmlElement): string =>
  onlyChild(element, ns.encryption, 'EncryptionMethod')?.attributes.get('Algorithm') ?? '';

const cipherBytesOf = (data: XmlElement): number => {
  const [cipher] = childrenOf(data, ns.encryption, 'CipherData');
  const value = cipher && onlyChild(cipher, ns.encryption, 'CipherValue');
  return Buffer.from(value?.text ?? '', 'base64').byteLength;
};

/**
 * The one encrypted assertion of a response whose signature is verified.
 * @param keys of ours in PEM, each tried in its turn
 * @returns undefined when none of them opens it
 */
export const openAssertion = async (
  signedResponse: string,
  keys: readonly string[],
): Promise<string | undefined> => {
  for (const key of keys) {
    const opened = await opens(signedResponse, key);
    if (opened !== undefined) return opened;
  }
  return undefined;
};

const opens = (xml: string, key: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const options = { key, disallowDecryptionWithInsecureAlgorithm: true };
    try {
      decrypt(xml, options, (error, text) => resolve(error ? undefined : text));
    } catch {
      resolve(undefined);
    }
  });
