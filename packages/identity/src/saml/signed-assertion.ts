import { SAML, ValidateInResponseTo, type Profile, type SamlConfig } from '@node-saml/node-saml';

/** The assertion of a response as it was signed: nothing else of the response is read for who somebody is. */
export interface SignedBy {
  /** PEM. */
  readonly certificates: readonly string[];
  /** Which signatures are there, each of which has to be right. */
  readonly response: boolean;
  readonly assertion: boolean;
}

/** @returns the bytes that were signed, or undefined when a signature is wrong */
export const readSignedAssertion = async (
  xml: string,
  { certificates, response, assertion }: SignedBy,
): Promise<string | undefined> => {
  const reader = new SignedAssertionReader({
    ...unused,
    idpCert: [...certificates],
    wantAuthnResponseSigned: response,
    wantAssertionsSigned: assertion,
    validateInResponseTo: ValidateInResponseTo.never,
  });
  try {
    await reader.validatePostResponseAsync({
      SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'),
    });
    return reader.signed;
  } catch {
    // whatever node-saml dislikes in XML from outside, it isn't signed as it has to be
    return undefined;
  }
};

/** What node-saml asks for and what is checked by us, at the time that we are told. */
const unused: Pick<SamlConfig, 'callbackUrl' | 'issuer' | 'audience'> = {
  callbackUrl: 'https://unused.invalid/',
  issuer: 'unused',
  audience: false,
};

/**
 * node-saml verifies by the clock of the process and reads the assertion into an object that knows no namespaces. Of
 * what it does the signatures are wanted, and the bytes that they cover.
 */
class SignedAssertionReader extends SAML {
  signed: string | undefined;

  protected override processValidlySignedAssertionAsync(
    assertion: string,
  ): Promise<{ profile: Profile; loggedOut: boolean }> {
    this.signed = assertion;
    const profile = { issuer: '', nameID: '', nameIDFormat: '' };
    return Promise.resolve({ profile, loggedOut: false });
  }
}
