import { z } from 'zod';

import {
  bellConfig,
  bellVariables,
  objectStoreConfig,
  objectStoreVariables,
  refineObjectStore,
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
import { trustedProxyVariables } from '@kuvert/platform/config/trusted-proxies';
import { asId } from '@kuvert/shared/ids';
import type { Recipient } from '@kuvert/shared/ports/vault';

import {
  carriersConfig,
  carrierVariables,
  refineCarriers,
  type CarriersConfig,
} from './config-carriers.ts';
import { refineMode } from './config-rules.ts';

const MiB = 1024 * 1024;

/** The service's variables, by name; README.md explains each. */
export const ingestVariables = z
  .object({
    KUVERT_MODE: z.enum(['demonstration', 'production'], 'must be demonstration or production'),
    DATABASE_URL: variables.postgresUrl,
    KUVERT_INGEST_HOST: z.string().default('127.0.0.1'),
    KUVERT_INGEST_PORT: variables.port.default(8080),
    KUVERT_INGEST_OPERATIONS_PORT: variables.port.default(8090),
    KUVERT_INGEST_ORIGIN: variables.origin,
    ...trustedProxyVariables,
    KUVERT_RECOVERY_RECIPIENT: variables.recoveryRecipient,
    KUVERT_COUNTRY: z.enum(['SE', 'DK'], 'must be SE or DK').default('SE'),
    KUVERT_MEDIA_LOOPBACK: variables.flag.default(false),
    KUVERT_MEDIA_MAX_MIB: z.coerce
      .number('must be a number of MiB')
      .int()
      .min(1)
      .max(512)
      .default(64),
    KUVERT_MEDIA_SECONDS: z.coerce
      .number('must be a number of seconds')
      .int()
      .min(1)
      .max(600)
      .default(60),
    KUVERT_SWEEP_SECONDS: z.coerce
      .number('must be a number of seconds')
      .int()
      .min(1)
      .max(3600)
      .default(300),
    KUVERT_SDK_POLL_SECONDS: z.coerce
      .number('must be a number of seconds')
      .int()
      .min(1)
      .max(3600)
      .default(60),
    ...messageServiceVariables,
    ...carrierVariables,
    ...objectStoreVariables,
    ...bellVariables,
  })
  // Also when another variable is wrong, so that all faults are told at once.
  .superRefine(refineMode, { when: () => true })
  .superRefine(refineCarriers, { when: () => true })
  .superRefine(refineMessageService, { when: () => true })
  .superRefine(refineObjectStore, { when: () => true });

export interface IngestConfig extends CarriersConfig {
  readonly mode: 'demonstration' | 'production';
  /** Carries the role `kuvert_ingest` and its password. */
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly operationsPort: number;
  /** Scheme, host and port as carriers see them. */
  readonly origin: string;
  /** Whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[];
  readonly recovery: Recipient;
  /** Dialled numbers in national form are of this country. */
  readonly country: 'SE' | 'DK';
  readonly media: {
    /** Media may be fetched from this machine: in a demonstration alone. */
    readonly allowLoopback: boolean;
    readonly maxBytes: number;
    readonly deadlineMs: number;
  };
  readonly sweepEveryMs: number;
  /** Undefined where none is asked. */
  readonly messageService: MessageServiceConfig | undefined;
  /** The longest time between two looks at it. */
  readonly longestQuietMs: number;
  readonly objects: ObjectStoreConfig;
  readonly bell: BellConfig;
}

/** @throws ConfigurationError with every fault by name */
export const readConfig = (environment: Environment): IngestConfig => {
  const values = readEnvironment(ingestVariables, environment);
  return {
    mode: values.KUVERT_MODE,
    databaseUrl: values.DATABASE_URL,
    host: values.KUVERT_INGEST_HOST,
    port: values.KUVERT_INGEST_PORT,
    operationsPort: values.KUVERT_INGEST_OPERATIONS_PORT,
    origin: values.KUVERT_INGEST_ORIGIN,
    trustedProxies: values.KUVERT_TRUSTED_PROXIES,
    recovery: asId<'recipient'>(values.KUVERT_RECOVERY_RECIPIENT),
    country: values.KUVERT_COUNTRY,
    media: {
      allowLoopback: values.KUVERT_MEDIA_LOOPBACK,
      maxBytes: values.KUVERT_MEDIA_MAX_MIB * MiB,
      deadlineMs: values.KUVERT_MEDIA_SECONDS * 1000,
    },
    sweepEveryMs: values.KUVERT_SWEEP_SECONDS * 1000,
    messageService: messageServiceConfig(values),
    longestQuietMs: values.KUVERT_SDK_POLL_SECONDS * 1000,
    ...carriersConfig(values),
    objects: objectStoreConfig(values),
    bell: bellConfig(values),
  };
};
