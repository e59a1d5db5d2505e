import { serviceRoles, type ServiceName } from '@kuvert/platform/postgres/migrate';

import type { Certificate } from './certificate.ts';
import type { Places } from './places.ts';
import type { ProductionSecrets } from './secrets.ts';
import type { Servers } from './servers.ts';

export interface Production {
  readonly places: Places;
  readonly servers: Servers;
  readonly secrets: ProductionSecrets;
  readonly certificate: Certificate;
}

export type Environment = Readonly<Record<string, string>>;

/** What an operator's command line knows; the recovery key isn't made yet. */
export const operatorEnvironment = ({ servers, secrets }: Production): Environment => ({
  KUVERT_OWNER_URL: servers.ownerUrl,
  KUVERT_INGEST_PASSWORD_FILE: secrets.file('database-ingest'),
  KUVERT_MAILBOX_PASSWORD_FILE: secrets.file('database-mailbox'),
  KUVERT_OUTBOUND_PASSWORD_FILE: secrets.file('database-outbound'),
  ...keyFiles(secrets),
  ...objectStore(servers, secrets),
});

/** The environment of each replica of each service. */
export const serviceEnvironments = (
  production: Production,
  recoveryRecipient: string,
): Record<ServiceName, readonly Environment[]> => {
  const { places, servers, secrets, certificate } = production;
  return {
    ingest: places.ingest.map(({ port, operationsPort }) => ({
      KUVERT_MODE: 'production',
      DATABASE_URL: databaseUrl(production, 'ingest'),
      REDIS_URL: servers.redisUrl,
      ...objectStore(servers, secrets),
      KUVERT_INGEST_PORT: String(port),
      KUVERT_INGEST_OPERATIONS_PORT: String(operationsPort),
      KUVERT_INGEST_ORIGIN: places.ingestOrigin,
      KUVERT_RECOVERY_RECIPIENT: recoveryRecipient,
      KUVERT_HYLAFAX_KEY_FILE: secrets.file('hylafax-key'),
    })),
    mailbox: places.mailbox.map(({ port, operationsPort }) => ({
      KUVERT_MODE: 'production',
      DATABASE_URL: databaseUrl(production, 'mailbox'),
      REDIS_URL: servers.redisUrl,
      ...objectStore(servers, secrets),
      ...keyFiles(secrets),
      KUVERT_MAILBOX_PORT: String(port),
      KUVERT_MAILBOX_OPERATIONS_PORT: String(operationsPort),
      KUVERT_MAILBOX_ORIGIN: places.mailboxOrigin,
      KUVERT_OIDC_ISSUER: places.issuer,
      KUVERT_OIDC_CLIENT_ID: 'kuvert-mailbox',
      // the provider of this house says no level
      KUVERT_OIDC_LOA_UNSAID: 'LoA3',
      KUVERT_OIDC_CLIENT_SECRET_FILE: secrets.file('provider-secret'),
      KUVERT_LINK_KEY_FILE: secrets.file('link-key'),
      KUVERT_RECOVERY_RECIPIENT: recoveryRecipient,
      NODE_EXTRA_CA_CERTS: certificate.authorityFile,
    })),
    outbound: places.outbound.map(({ operationsPort }) => ({
      KUVERT_MODE: 'production',
      DATABASE_URL: databaseUrl(production, 'outbound'),
      KUVERT_OUTBOUND_OPERATIONS_PORT: String(operationsPort),
    })),
  };
};

const databaseUrl = ({ servers, secrets }: Production, service: ServiceName): string => {
  const url = new URL(servers.ownerUrl);
  url.username = serviceRoles[service];
  url.password = secrets.text(`database-${service}`);
  return url.href;
};

const keyFiles = (secrets: ProductionSecrets): Environment => ({
  KUVERT_KEY_FILE: secrets.file('master.age'),
  KUVERT_KEY_PASSPHRASE_FILE: secrets.file('master-passphrase'),
});

const objectStore = ({ minio }: Servers, secrets: ProductionSecrets): Environment => ({
  MINIO_ENDPOINT: minio.endpoint,
  MINIO_BUCKET: minio.bucket,
  MINIO_ACCESS_KEY: minio.accessKey,
  MINIO_SECRET_KEY_FILE: secrets.file('object-store-key'),
});
