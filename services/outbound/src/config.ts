import { z } from 'zod';

import {
  bellConfig,
  bellVariables,
  objectStoreConfig,
  objectStoreVariables,
  type BellConfig,
  type ObjectStoreConfig,
} from '@kuvert/platform/config/adapters';
import { readEnvironment, variables, type Environment } from '@kuvert/platform/config/environment';
import {
  messageServiceConfig,
  messageServiceVariables,
  refineMessageService,
  type MessageServiceConfig,
} from '@kuvert/platform/config/message-service';
import { asId } from '@kuvert/shared/ids';
import type { Recipient } from '@kuvert/shared/ports/vault';

import {
  carriersConfig,
  carrierVariables,
  refineCarriers,
  type CarriersConfig,
} from './config-carriers.ts';
import {
  noticesConfig,
  noticeVariables,
  refineNotices,
  type NoticesConfig,
} from './config-notices.ts';
import { refineSending, sends } from './config-rules.ts';
import {
  ownKeyFiles,
  refineWebhooks,
  webhooksConfig,
  webhookVariables,
  type OwnKeyFiles,
  type WebhooksConfig,
} from './config-webhooks.ts';
import { usualPatience, type Patience } from './use-cases/patience.ts';

const seconds = z.coerce.number('must be a number of seconds').int().min(1).max(86_400);

/** The service's variables, by name; README.md explains each. */
export const outboundVariables = z
  .object({
    KUVERT_MODE: z.enum(['demonstration', 'production'], 'must be demonstration or production'),
    DATABASE_URL: variables.postgresUrl,
    KUVERT_OUTBOUND_HOST: z.string().default('127.0.0.1'),
    KUVERT_OUTBOUND_PORT: variables.port.default(8082),
    KUVERT_OUTBOUND_OPERATIONS_PORT: variables.port.default(8092),
    KUVERT_OUTBOUND_ORIGIN: variables.origin.optional(),
    KUVERT_OUTBOUND_KEY_FILE: variables.path.optional(),
    KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE: variables.path.optional(),
    KUVERT_OUTBOUND_LINK_KEY_FILE: variables.path.optional(),
    KUVERT_RECOVERY_RECIPIENT: variables.recoveryRecipient.optional(),
    KUVERT_COUNTRY: z.enum(['SE', 'DK'], 'must be SE or DK').default('SE'),
    KUVERT_TIME_ZONE: variables.timeZone.default('Europe/Stockholm'),
    KUVERT_SECURE_CHANNELS: variables.flag.default(false),
    KUVERT_CARRIER_LOOPBACK: variables.flag.default(false),
    KUVERT_SUBMIT_SECONDS: seconds.max(300).default(30),
    KUVERT_UNANSWERED_SECONDS: seconds.default(usualPatience.unansweredMs / 1000),
    KUVERT_SILENT_SECONDS: seconds.default(usualPatience.silentMs / 1000),
    KUVERT_LONGEST_SECONDS: seconds.default(usualPatience.longestMs / 1000),
    KUVERT_RETRY_MINUTE_SECONDS: seconds.max(60).default(60),
    ...webhookVariables,
    ...noticeVariables,
    ...messageServiceVariables,
    ...carrierVariables,
    ...objectStoreVariables,
    ...bellVariables,
  })
  // Also when another variable is wrong, so that all faults are told at once.
  .superRefine(refineSending, { when: () => true })
  .superRefine(refineCarriers, { when: () => true })
  .superRefine(refineMessageService, { when: () => true })
  .superRefine(refineWebhooks, { when: () => true })
  .superRefine(refineNotices, { when: () => true });

type Values = z.infer<typeof outboundVariables>;

export interface OutboundConfig {
  /** Carries the role `kuvert_outbound` and its password. */
  readonly databaseUrl: string;
  readonly host: string;
  readonly operationsPort: number;
  /** Undefined while no way is configured: then nothing can be sent. */
  readonly sending: SendingConfig | undefined;
  /** Undefined when none are sent from here. */
  readonly webhooks: WebhooksConfig | undefined;
  /** Undefined when none are sent from here. */
  readonly notices: NoticesConfig | undefined;
}

/** All that it takes to send. */
export interface SendingConfig {
  readonly port: number;
  /** Scheme, host and port as carriers see them. */
  readonly origin: string;
  readonly carriers: CarriersConfig;
  /** SDK's; undefined where none is configured. */
  readonly messageService: MessageServiceConfig | undefined;
  /** Our own identity, which opens what goes out. */
  readonly key: OwnKeyFiles;
  /** Replicas that share it serve each other's media links; without, each start makes its own. */
  readonly linkKeyFile: string | undefined;
  readonly recovery: Recipient;
  readonly country: 'SE' | 'DK';
  readonly timeZone: string;
  /** The carrier may be on this machine: in a demonstration alone. */
  readonly allowLoopback: boolean;
  /** Where HylaFAX's client programs are looked for, when that isn't where Debian puts them. */
  readonly programPath?: string | undefined;
  /** The deadline of handing an order over, in milliseconds. */
  readonly submitMs: number;
  readonly patience: Patience;
  /** Milliseconds of a minute in the table of further attempts; less in a demonstration, so that one sees them. */
  readonly minuteMs: number;
  readonly objects: ObjectStoreConfig;
  readonly bell: BellConfig;
}

/** @throws ConfigurationError with every fault by name */
export const readConfig = (environment: Environment): OutboundConfig => {
  const values = readEnvironment(outboundVariables, environment);
  return {
    databaseUrl: values.DATABASE_URL,
    host: values.KUVERT_OUTBOUND_HOST,
    operationsPort: values.KUVERT_OUTBOUND_OPERATIONS_PORT,
    sending: sends(values) ? sendingConfig(values) : undefined,
    webhooks: webhooksConfig(values),
    notices: noticesConfig(values),
  };
};

/** After {@link refineSending} found nothing: with a way all the rest is there. */
const sendingConfig = (values: Values): SendingConfig => ({
  carriers: carriersConfig(values),
  messageService: messageServiceConfig(values),
  port: values.KUVERT_OUTBOUND_PORT,
  origin: values.KUVERT_OUTBOUND_ORIGIN ?? '',
  key: ownKeyFiles(values),
  linkKeyFile: values.KUVERT_OUTBOUND_LINK_KEY_FILE,
  recovery: asId<'recipient'>(values.KUVERT_RECOVERY_RECIPIENT ?? ''),
  country: values.KUVERT_COUNTRY,
  timeZone: values.KUVERT_TIME_ZONE,
  allowLoopback: values.KUVERT_CARRIER_LOOPBACK,
  submitMs: values.KUVERT_SUBMIT_SECONDS * 1000,
  patience: {
    unansweredMs: values.KUVERT_UNANSWERED_SECONDS * 1000,
    silentMs: values.KUVERT_SILENT_SECONDS * 1000,
    longestMs: values.KUVERT_LONGEST_SECONDS * 1000,
  },
  minuteMs: values.KUVERT_RETRY_MINUTE_SECONDS * 1000,
  objects: objectStoreConfig(values),
  bell: bellConfig(values),
});
