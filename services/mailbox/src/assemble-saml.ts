import { readFile } from 'node:fs/promises';

import { createSignedDataFetch } from '@kuvert/platform/fetch/signed-data';
import { metadataLimits } from '@kuvert/identity/saml/idp-metadata';

import type { Parts } from './assemble.ts';
import type { MailboxConfig } from './config.ts';
import { createSamlLogout, type SamlLogout } from './login/saml/logout.ts';
import { createMetadataKeeper, type MetadataKeeper } from './login/saml/metadata-keeper.ts';
import { createSamlProvider, type SamlProvider } from './login/saml/provider.ts';
import type { SamlConfig } from './login/saml/saml-config.ts';
import type { SamlFiles } from './login/saml/saml-files.ts';
import { createMetadataStore } from './store/saml.ts';

const fetchWithinMs = 15_000;

export interface AssembledSaml {
  readonly provider: SamlProvider;
  readonly logout: SamlLogout;
  readonly keeper: MetadataKeeper;
}

/** Puts the login by SAML together: the identity provider's metadata, kept current, and what asks and judges by them. */
export const assembleSaml = (
  { origin, mode }: MailboxConfig,
  config: SamlConfig,
  files: SamlFiles,
  { database, clock, randomness, events }: Omit<Parts, 'saml'>,
): AssembledSaml => {
  const keeper = createMetadataKeeper({
    fetch: metadataFetch(config, mode === 'demonstration'),
    rules: {
      entityId: config.idp,
      signedBy: files.metadataSignedBy,
      allowHttp: config.allowHttp,
    },
    store: createMetadataStore(database, clock, config.idp),
    clock,
    failed: events.samlMetadataNotHad,
  });
  const deps = { files, keeper, origin, clock, randomness };
  return {
    keeper,
    provider: createSamlProvider(config, deps),
    logout: createSamlLogout(config, deps),
  };
};

/** From the one address that the operator named, which may be within our own network; or from the file. */
const metadataFetch = (
  { metadata: { source } }: SamlConfig,
  allowLoopback: boolean,
): (() => Promise<Uint8Array>) => {
  if (source.kind === 'file') return () => readFile(source.file);
  const hosts = [new URL(source.url).host];
  const fetch = createSignedDataFetch({ hosts, allowLoopback, privateHosts: hosts });
  const limits = { maxBytes: metadataLimits.bytes, deadlineMs: fetchWithinMs };
  return () => fetch(source.url, limits);
};
