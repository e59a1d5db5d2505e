import { SAML } from '@node-saml/node-saml';

import { redirectTo } from './redirect-binding.ts';
import { signRoot, type Signer } from './sign-root.ts';

/** A session at the identity provider, as its assertion named it. */
export interface SamlSession {
  readonly nameId: string;
  readonly format?: string | undefined;
  readonly nameQualifier?: string | undefined;
  readonly spNameQualifier?: string | undefined;
  readonly sessionIndex?: string | undefined;
}

/** How a message goes to the identity provider: the browser takes it there, in an address or in a form. */
export type SamlDispatch =
  | { readonly binding: 'redirect'; readonly url: string }
  | {
      readonly binding: 'post';
      readonly url: string;
      readonly fields: Readonly<Record<string, string>>;
    };

/** Whoever sends, by what, and where to. */
export interface LogoutSender extends Signer {
  /** Unique, an XML name. */
  readonly id: string;
  /** Our entity id. */
  readonly issuer: string;
  readonly binding: SamlDispatch['binding'];
  readonly url: string;
  readonly relayState: string | undefined;
}

/** Asks the identity provider to end a session there (SAML core, 3.7.1). */
export const logoutRequest = async (
  sender: LogoutSender,
  { nameId, format, nameQualifier, spNameQualifier, sessionIndex }: SamlSession,
): Promise<SamlDispatch> => {
  const xml = await writerOf(sender)._generateLogoutRequest({
    issuer: sender.issuer,
    nameID: nameId,
    nameIDFormat: format ?? unspecified,
    ...(nameQualifier !== undefined && { nameQualifier }),
    ...(spNameQualifier !== undefined && { spNameQualifier }),
    ...(sessionIndex !== undefined && { sessionIndex }),
  });
  return sent(sender, 'SAMLRequest', xml);
};

/** What a name without a format is (SAML core, 8.3.1). */
const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

/** Says that what a request named is over here (SAML core, 3.7.2). */
export const logoutResponse = (sender: LogoutSender, requestId: string): SamlDispatch => {
  const request = { ID: requestId, issuer: '', nameID: '', nameIDFormat: '' };
  return sent(sender, 'SAMLResponse', writerOf(sender)._generateLogoutResponse(request, true));
};

/** Of the library the words are wanted; what it signs by redirect it escapes in another way than it sends. */
const writerOf = ({ id, issuer, url }: LogoutSender): SAML =>
  new SAML({
    ...{ issuer, logoutUrl: url, generateUniqueId: () => id },
    // of no use in asking; the library wants them
    ...{ callbackUrl: url, idpCert: 'unused' },
  });

const sent = (
  sender: LogoutSender,
  name: 'SAMLRequest' | 'SAMLResponse',
  xml: string,
): SamlDispatch => {
  const { binding, url, relayState } = sender;
  if (binding === 'redirect')
    return { binding, url: redirectTo(url, { name, xml, relayState }, sender.privateKey) };
  const signed = signRoot(xml, sender, 'after-issuer');
  return {
    ...{ binding, url },
    fields: {
      [name]: Buffer.from(signed).toString('base64'),
      ...(relayState !== undefined && { RelayState: relayState }),
    },
  };
};
