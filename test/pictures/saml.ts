import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeIdpKey } from '@kuvert/identity/test-support/saml-identity-provider';

/** The mailbox's environment for a login by SAML beside its others: its button is photographed, and nobody uses it. */
export const samlBeside = async (): Promise<Readonly<Record<string, string>>> => {
  const folder = await mkdtemp(join(tmpdir(), 'kuvert-pictures-'));
  const key = makeIdpKey();
  const keyFile = join(folder, 'saml.key');
  const certificateFile = join(folder, 'saml.pem');
  const metadataFile = join(folder, 'idp.xml');
  await writeFile(keyFile, key.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  await writeFile(certificateFile, key.certificate);
  await writeFile(metadataFile, metadataOf(key.certificate));
  return {
    KUVERT_SAML_IDP: idp,
    KUVERT_SAML_NAME: 'Inera',
    KUVERT_SAML_PRESET: 'inera',
    KUVERT_SAML_KEY_FILE: keyFile,
    KUVERT_SAML_CERTIFICATE_FILE: certificateFile,
    KUVERT_SAML_METADATA_FILE: metadataFile,
  };
};

const idp = 'https://idp.example.se/saml';

const metadataOf = (certificate: string): string => {
  const base64 = certificate.replace(/-----[^-]+-----|\s/g, '');
  return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${idp}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${base64}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${idp}/sso"/></IDPSSODescriptor></EntityDescriptor>`;
};
