import type { ServiceName } from '@kuvert/platform/postgres/migrate';
import { serviceRoles } from '@kuvert/platform/postgres/migrate';

import type { DemonstrationCards } from './cards.ts';
import type { DataFolder } from './data-folder.ts';
import { demonstrationAcr } from './demonstration.ts';
import { sdkClientId } from './hospital.ts';
import type { DemonstrationKeys } from './keys.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

interface Parts {
  readonly folder: DataFolder;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly keys: DemonstrationKeys;
  readonly cards: Pick<DemonstrationCards, 'environment'>;
  readonly issuer: string;
  readonly carrierOrigin: string;
  /** Of the simulated mail server, on this machine. */
  readonly mailPort: number;
  /** SDK's, simulated. */
  readonly messageService: { readonly baseUrl: string; readonly tokenUrl: string };
  /** The owner's; each service gets its own role's. */
  readonly databaseUrl: string;
}

/** Everything that each service of the demonstration knows; ingest gets no key that opens anything. */
export const demonstrationEnvironments = (
  parts: Parts,
): Record<ServiceName, Readonly<Record<string, string>>> => ({
  ingest: ingestEnvironment(parts),
  mailbox: mailboxEnvironment(parts),
  outbound: outboundEnvironment(parts),
});

const outboundEnvironment = (parts: Parts): Record<string, string> => ({
  KUVERT_MODE: 'demonstration',
  DATABASE_URL: databaseUrlOf(parts, 'outbound'),
  KUVERT_OBJECTS_DIR: parts.folder.objects,
  KUVERT_OUTBOUND_PORT: String(parts.ports.outbound),
  KUVERT_OUTBOUND_OPERATIONS_PORT: String(parts.ports.outboundOperations),
  KUVERT_OUTBOUND_ORIGIN: `http://127.0.0.1:${parts.ports.outbound}`,
  KUVERT_OUTBOUND_KEY_FILE: parts.keys.outboundKeyFile,
  KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE: parts.secrets.file('outbound-passphrase'),
  KUVERT_OUTBOUND_LINK_KEY_FILE: parts.secrets.file('outbound-link-key'),
  KUVERT_RECOVERY_RECIPIENT: parts.keys.recoveryRecipient,
  KUVERT_CARRIER_LOOPBACK: 'true',
  KUVERT_WEBHOOKS: 'true',
  SMTP_URL: `smtp://127.0.0.1:${parts.mailPort}`,
  NOTICE_FROM: 'kuvert@exempelkommun.example',
  KUVERT_MAILBOX_ORIGIN: `http://localhost:${parts.ports.mailbox}`,
  KUVERT_ROOM_ORIGIN: `http://localhost:${parts.ports.room}`,
  KUVERT_TWILIO_ACCOUNT_SID: parts.secrets.text('carrier-account'),
  KUVERT_TWILIO_SIGNING_KEY_FILE: parts.secrets.file('carrier-signing-key'),
  KUVERT_TWILIO_REST_ORIGIN: parts.carrierOrigin,
  KUVERT_TWILIO_REST_TOKEN_FILE: parts.secrets.file('carrier-token'),
  // short, so that a number that never tells is unknown while one looks on
  KUVERT_SUBMIT_SECONDS: '5',
  KUVERT_UNANSWERED_SECONDS: '60',
  KUVERT_SILENT_SECONDS: '60',
  KUVERT_LONGEST_SECONDS: '60',
  // the table of further attempts, twelve times as fast
  KUVERT_RETRY_MINUTE_SECONDS: '5',
  ...sdkEnvironment(parts),
});

const ingestEnvironment = (parts: Parts): Record<string, string> => ({
  KUVERT_MODE: 'demonstration',
  DATABASE_URL: databaseUrlOf(parts, 'ingest'),
  KUVERT_OBJECTS_DIR: parts.folder.objects,
  KUVERT_INGEST_PORT: String(parts.ports.ingest),
  KUVERT_INGEST_OPERATIONS_PORT: String(parts.ports.ingestOperations),
  KUVERT_INGEST_ORIGIN: `http://127.0.0.1:${parts.ports.ingest}`,
  KUVERT_RECOVERY_RECIPIENT: parts.keys.recoveryRecipient,
  KUVERT_MEDIA_LOOPBACK: 'true',
  KUVERT_TWILIO_ACCOUNT_SID: parts.secrets.text('carrier-account'),
  KUVERT_TWILIO_SIGNING_KEY_FILE: parts.secrets.file('carrier-signing-key'),
  KUVERT_TWILIO_REST_ORIGIN: parts.carrierOrigin,
  KUVERT_TWILIO_REST_TOKEN_FILE: parts.secrets.file('carrier-token'),
  KUVERT_HYLAFAX_KEY_FILE: parts.secrets.file('hylafax-key'),
  ...sdkEnvironment(parts),
  KUVERT_SDK_POLL_SECONDS: '2',
});

const sdkEnvironment = ({ messageService, keys }: Parts): Record<string, string> => ({
  KUVERT_SDK_URL: messageService.baseUrl,
  KUVERT_SDK_TOKEN_URL: messageService.tokenUrl,
  KUVERT_SDK_CLIENT_ID: sdkClientId,
  KUVERT_SDK_KEY_FILE: keys.sdkKeyFile,
});

const mailboxEnvironment = (parts: Parts): Record<string, string> => ({
  KUVERT_MODE: 'demonstration',
  DATABASE_URL: databaseUrlOf(parts, 'mailbox'),
  KUVERT_OBJECTS_DIR: parts.folder.objects,
  KUVERT_MAILBOX_PORT: String(parts.ports.mailbox),
  KUVERT_MAILBOX_OPERATIONS_PORT: String(parts.ports.mailboxOperations),
  KUVERT_MAILBOX_ORIGIN: `http://localhost:${parts.ports.mailbox}`,
  KUVERT_ROOM_PORT: String(parts.ports.room),
  KUVERT_ROOM_ORIGIN: `http://localhost:${parts.ports.room}`,
  KUVERT_OIDC_ISSUER: parts.issuer,
  KUVERT_OIDC_CLIENT_ID: 'kuvert-mailbox',
  KUVERT_OIDC_CLIENT_SECRET_FILE: parts.secrets.file('provider-secret'),
  KUVERT_OIDC_ACR: demonstrationAcr[0],
  // one is the same person by SSO and by card: both know them by their HSA-id
  KUVERT_OIDC_PRESET: 'inera',
  KUVERT_CARD_DIRECTORY: parts.issuer,
  KUVERT_CARD_ORIGIN: `https://localhost:${parts.ports.card}`,
  KUVERT_CARD_PORT: String(parts.ports.card),
  ...parts.cards.environment,
  KUVERT_KEY_FILE: parts.keys.keyFile,
  KUVERT_KEY_PASSPHRASE_FILE: parts.secrets.file('master-passphrase'),
  KUVERT_LINK_KEY_FILE: parts.secrets.file('link-key'),
  KUVERT_RECOVERY_RECIPIENT: parts.keys.recoveryRecipient,
  KUVERT_ORGANISATION: 'Exempelkommun',
});

const databaseUrlOf = ({ databaseUrl, secrets }: Parts, service: ServiceName): string => {
  const url = new URL(databaseUrl);
  url.username = serviceRoles[service];
  url.password = secrets.text(`database-${service}`);
  return url.href;
};
