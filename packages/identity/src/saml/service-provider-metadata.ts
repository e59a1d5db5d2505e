import { generateServiceProviderMetadata } from '@node-saml/node-saml';
import { SignedXml } from 'xml-crypto';

/** What we tell an identity provider of ourselves. */
export interface ServiceProvider {
  /** Our entity id. */
  readonly entityId: string;
  /** Where answers are posted. */
  readonly recipient: string;
  /** Where requests to log out, and answers to such, come by redirect; undefined: nowhere. */
  readonly signOutUrl: string | undefined;
  readonly privateKey: string;
  /** Of the key, in PEM: it signs, and assertions are encrypted for it. */
  readonly certificate: string;
  readonly nameIdFormat: string | undefined;
  /** Names of the attributes that we would like, and what they are for in people's words. */
  readonly attributes: readonly string[];
  readonly serviceName: string;
  /** Of this document: an XML name. */
  readonly id: string;
}

/** Signed by our key, as requests are. */
export const serviceProviderMetadata = (provider: ServiceProvider): string => {
  const { privateKey, certificate } = provider;
  const metadata = generateServiceProviderMetadata({
    issuer: provider.entityId,
    callbackUrl: provider.recipient,
    identifierFormat: provider.nameIdFormat ?? null,
    wantAssertionsSigned: false,
    privateKey,
    publicCerts: [certificate],
    decryptionPvk: privateKey,
    decryptionCert: certificate,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    generateUniqueId: () => provider.id,
  });
  return signed(completed(metadata, provider), privateKey, certificate);
};

/** What the library leaves out: how keys are to be encrypted, logging out by redirect, and the attributes. */
const completed = (
  metadata: string,
  { signOutUrl, attributes, serviceName }: ServiceProvider,
): string => {
  const keyEncryption =
    '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/>';
  const signOut =
    signOutUrl === undefined
      ? ''
      : `<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${escaped(signOutUrl)}"/>`;
  const wanted = attributes.map(
    (name) =>
      `<RequestedAttribute Name="${escaped(name)}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"/>`,
  );
  const consuming =
    wanted.length === 0
      ? ''
      : `<AttributeConsumingService index="1" isDefault="true"><ServiceName xml:lang="en">${escaped(serviceName)}</ServiceName>${wanted.join('')}</AttributeConsumingService>`;
  return metadata
    .replace(/(<EncryptionMethod Algorithm="[^"]*aes256-gcm"\/>)/, `$1${keyEncryption}`)
    .replace(/(\s*)(<NameIDFormat>|<AssertionConsumerService )/, `${signOut}$1$2`)
    .replace('</SPSSODescriptor>', `${consuming}</SPSSODescriptor>`);
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => entities[one] ?? '');

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const root = `/*[local-name(.)='EntityDescriptor']`;

const signed = (xml: string, privateKey: string, publicCert: string): string => {
  const signer = new SignedXml({
    ...{ privateKey, publicCert },
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  });
  signer.addReference({
    xpath: root,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: root, action: 'prepend' },
  });
  return signer.getSignedXml();
};
