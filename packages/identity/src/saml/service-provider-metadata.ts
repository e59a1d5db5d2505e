import { generateServiceProviderMetadata } from '@node-saml/node-saml';

import { signRoot } from './sign-root.ts';

/** What we tell an identity provider of ourselves. */
export interface ServiceProvider {
  /** Our entity id. */
  readonly entityId: string;
  /** Where answers are posted. */
  readonly recipient: string;
  /** Where requests to log out, and answers to such, come. */
  readonly signOutUrl: string;
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
  return signRoot(completed(metadata, provider), { privateKey, certificate }, 'first');
};

/** What the library leaves out: how keys are to be encrypted, logging out, and the attributes. */
const completed = (
  metadata: string,
  { signOutUrl, attributes, serviceName }: ServiceProvider,
): string => {
  const keyEncryption =
    '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/>';
  const signOut = ['HTTP-Redirect', 'HTTP-POST']
    .map(
      (binding) =>
        `<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${escaped(signOutUrl)}"/>`,
    )
    .join('');
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
