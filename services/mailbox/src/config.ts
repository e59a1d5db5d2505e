import { z } from 'zod';

import type { RecognitionLanguage } from '@kuvert/fax-document/recognition';
import {
  bellConfig,
  bellVariables,
  objectStoreConfig,
  objectStoreVariables,
  refineObjectStore,
  type BellConfig,
  type ObjectStoreConfig,
} from '@kuvert/platform/config/adapters';
import {
  checkpointPlace,
  checkpointVariables,
  refineCheckpoints,
} from '@kuvert/platform/config/checkpoints';
import { readEnvironment, variables, type Environment } from '@kuvert/platform/config/environment';
import { trustedProxyVariables } from '@kuvert/platform/config/trusted-proxies';
import { levelsOfAssurance } from '@kuvert/shared/level-of-assurance';
import { asId } from '@kuvert/shared/ids';
import type { Recipient } from '@kuvert/shared/ports/vault';

import { refineCheckpointKey, refineMode } from './config-rules.ts';
import {
  cardConfig,
  cardVariables,
  refineCard,
  type CardConfig,
} from './login/card/card-config.ts';
import { acrValues, parseLevels, type AssuranceConfig } from './login/assurance.ts';
import { anyProvider, presetNames, presets, withClaims, type Preset } from './login/presets.ts';
import {
  refineSaml,
  samlConfig,
  samlVariables,
  type SamlConfig,
} from './login/saml/saml-config.ts';

const minutes = z.coerce.number('must be a number of minutes').int().positive();

/** Of an ID token; compose hands on what isn't set as an empty text. */
const claimName = z
  .string()
  .max(200)
  .regex(/^[\w:./-]*$/, 'must be the name of a claim')
  .default('');

/** The service's variables, by name; README.md explains each. */
export const mailboxVariables = z
  .object({
    KUVERT_MODE: z.enum(['demonstration', 'production'], 'must be demonstration or production'),
    DATABASE_URL: variables.postgresUrl,
    KUVERT_MAILBOX_HOST: z.string().default('127.0.0.1'),
    KUVERT_MAILBOX_PORT: variables.port.default(8081),
    KUVERT_MAILBOX_OPERATIONS_PORT: variables.port.default(8091),
    KUVERT_MAILBOX_ORIGIN: variables.origin,
    KUVERT_ROOM_ORIGIN: variables.origin.optional(),
    KUVERT_ROOM_PORT: variables.port.default(8083),
    KUVERT_OIDC_ISSUER: z.url('must be a URL').optional(),
    KUVERT_OIDC_FOR: z
      .enum(['everybody', 'room'], 'must be everybody or room')
      .default('everybody'),
    KUVERT_OIDC_CLIENT_ID: z.string().min(1).optional(),
    KUVERT_OIDC_CLIENT_SECRET_FILE: variables.path.optional(),
    KUVERT_OIDC_CLIENT_KEY_FILE: variables.path.optional(),
    // compose hands on what isn't set as an empty text
    KUVERT_OIDC_PRESET: z
      .enum(['', ...presetNames], `must be one of ${presetNames.join(', ')}`)
      .default(''),
    KUVERT_OIDC_ID_TOKEN_SECONDS: z.coerce
      .number('must be a number of seconds')
      .int()
      .min(0)
      .max(24 * 3600)
      .default(0),
    KUVERT_OIDC_SUBJECT_CLAIM: claimName,
    KUVERT_OIDC_GROUPS_CLAIM: claimName,
    KUVERT_OIDC_ACR: z.string().optional(),
    KUVERT_OIDC_LOA: z
      .string()
      .default('')
      .refine(
        (text) => parseLevels(text) !== undefined,
        'must be levels and what the provider calls them, such as LoA3=urn:example:substantial',
      ),
    KUVERT_OIDC_LOA_UNSAID: z.enum(levelsOfAssurance, 'must be LoA1 to LoA4').optional(),
    KUVERT_OIDC_LOGOUT: z
      .enum(['everywhere', 'here'], 'must be everywhere or here')
      .default('everywhere'),
    KUVERT_LOGINS_A_MINUTE: z.coerce
      .number('must be a number of logins')
      .int()
      .min(10)
      .max(100_000)
      .default(300),
    ...trustedProxyVariables,
    KUVERT_KEY_FILE: variables.path,
    KUVERT_KEY_PASSPHRASE_FILE: variables.path,
    KUVERT_LINK_KEY_FILE: variables.path.optional(),
    KUVERT_SESSION_IDLE_MINUTES: minutes.max(24 * 60).default(30),
    KUVERT_SESSION_MINUTES: minutes.max(24 * 60).default(10 * 60),
    KUVERT_WEB_DIR: variables.path.optional(),
    KUVERT_TIME_ZONE: variables.timeZone.default('Europe/Stockholm'),
    KUVERT_COUNTRY: z.enum(['SE', 'DK'], 'must be SE or DK').default('SE'),
    KUVERT_RECOVERY_RECIPIENT: variables.recoveryRecipient,
    KUVERT_TEXT_LANGUAGE: z.enum(['swe', 'dan', 'eng'], 'must be swe, dan or eng').optional(),
    KUVERT_TEXT_PROCESSES: z.coerce
      .number('must be a number of processes')
      .int()
      .min(0)
      .max(64)
      .optional(),
    KUVERT_ORGANISATION: z.string().trim().max(120, 'must have 120 characters at most').optional(),
    KUVERT_SEND_COUNTRIES: z
      .string()
      .regex(/^[A-Z]{2}( [A-Z]{2})*$/, 'must be ISO 3166 codes such as SE DK NO')
      .default('SE DK NO FI IS'),
    KUVERT_SEND_UNDO_SECONDS: z.coerce
      .number('must be a number of seconds')
      .int()
      .min(0)
      .max(600)
      .default(10),
    KUVERT_EXPORT_DIR: variables.path.optional(),
    KUVERT_SEND_DEADLINE_MINUTES: minutes.max(7 * 24 * 60).default(4 * 60),
    KUVERT_CHECKPOINT_KEY_FILE: variables.path.optional(),
    ...checkpointVariables,
    ...cardVariables,
    ...samlVariables,
    ...objectStoreVariables,
    ...bellVariables,
  })
  // Also when another variable is wrong, so that all faults are told at once.
  .superRefine(refineMode, { when: () => true })
  .superRefine(refineCard, { when: () => true })
  .superRefine(refineSaml, { when: () => true })
  .superRefine(refineObjectStore, { when: () => true })
  .superRefine(refineCheckpoints, { when: () => true })
  .superRefine(refineCheckpointKey, { when: () => true });

/** How the mailbox proves itself to the identity provider: a shared secret, or a key of its own (`private_key_jwt`). */
export type ClientProof =
  | { readonly kind: 'secret'; readonly file: string }
  | { readonly kind: 'private-key'; readonly file: string };

export interface LoginConfig extends AssuranceConfig {
  /** Else it is for people of partners in the room alone, and staff log in by SAML. */
  readonly isForStaff: boolean;
  readonly issuer: string;
  readonly clientId: string;
  readonly proof: ClientProof;
  readonly preset: Preset;
  /** The longest that an ID token may live. */
  readonly idTokenSeconds: number;
  /** Whether logging out here is logging out at the provider. */
  readonly logsOutThere: boolean;
  /** Plain http to a provider on this machine: in a demonstration alone. */
  readonly allowHttp: boolean;
}

/** The partners' room, a listener and an origin of its own. */
export interface RoomConfig {
  readonly port: number;
  /** As browsers see it. */
  readonly origin: string;
}

export interface MailboxConfig {
  readonly mode: 'demonstration' | 'production';
  /** Carries the role `kuvert_mailbox` and its password. */
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly operationsPort: number;
  /** Scheme, host and port as browsers see them. */
  readonly origin: string;
  /** Whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[];
  /** Undefined: there is none. */
  readonly room: RoomConfig | undefined;
  /** How many logins a network may try in a minute, by each means. */
  readonly loginsAMinute: number;
  /** Undefined: nobody logs in by OpenID Connect. */
  readonly login: LoginConfig | undefined;
  /** Undefined: nobody logs in by SAML. */
  readonly saml: SamlConfig | undefined;
  /** Undefined: nobody logs in by smart card. */
  readonly card: CardConfig | undefined;
  readonly keys: {
    readonly file: string;
    readonly passphraseFile: string;
  };
  readonly objects: ObjectStoreConfig;
  /** How background work is rung for. */
  readonly bell: BellConfig;
  /** Replicas that share it accept each other's download links; without, each start makes its own. */
  readonly linkKeyFile: string | undefined;
  readonly session: { readonly idleMs: number; readonly absoluteMs: number };
  /** What Vite built; beside this service unless told. */
  readonly webFolder: string | undefined;
  /** What is made here is sealed for it as well. */
  readonly recovery: Recipient;
  readonly text: {
    /** Faxes are read in it where their department has none of its own. */
    readonly language: RecognitionLanguage;
    /** Pages read by machine at once; one fewer than there are cores unless told. 0: another replica reads. */
    readonly processes: number | undefined;
  };
  readonly sending: {
    /** In the head of cover sheets. */
    readonly organisation: string | undefined;
    /** ISO 3166 codes of where faxes may go. */
    readonly countries: readonly string[];
    /** How long a sending waits, so that it can be taken back. */
    readonly undoMs: number;
    /** How long a carrier is tried for. */
    readonly deadlineMs: number;
  };
  /** The folder of departments' export folders; undefined: nothing is exported. */
  readonly exportFolder: string | undefined;
  /** Where signed checkpoints of the audit chain go; undefined: none are written. */
  readonly checkpoints: { readonly keyFile: string; readonly place: ObjectStoreConfig } | undefined;
  readonly timeZone: string;
  /** Whose national form numbers are shown in. */
  readonly country: 'SE' | 'DK';
}

/** @throws ConfigurationError with every fault by name */
export const readConfig = (environment: Environment): MailboxConfig => {
  const values = readEnvironment(mailboxVariables, environment);
  return {
    mode: values.KUVERT_MODE,
    databaseUrl: values.DATABASE_URL,
    host: values.KUVERT_MAILBOX_HOST,
    port: values.KUVERT_MAILBOX_PORT,
    operationsPort: values.KUVERT_MAILBOX_OPERATIONS_PORT,
    origin: values.KUVERT_MAILBOX_ORIGIN,
    trustedProxies: values.KUVERT_TRUSTED_PROXIES,
    room:
      values.KUVERT_ROOM_ORIGIN === undefined
        ? undefined
        : { origin: values.KUVERT_ROOM_ORIGIN, port: values.KUVERT_ROOM_PORT },
    loginsAMinute: values.KUVERT_LOGINS_A_MINUTE,
    login: loginConfig(values),
    card: cardConfig(values),
    saml: samlConfig(values),
    keys: {
      file: values.KUVERT_KEY_FILE,
      passphraseFile: values.KUVERT_KEY_PASSPHRASE_FILE,
    },
    objects: objectStoreConfig(values),
    bell: bellConfig(values),
    linkKeyFile: values.KUVERT_LINK_KEY_FILE,
    session: {
      idleMs: values.KUVERT_SESSION_IDLE_MINUTES * 60_000,
      absoluteMs: values.KUVERT_SESSION_MINUTES * 60_000,
    },
    webFolder: values.KUVERT_WEB_DIR,
    recovery: asId<'recipient'>(values.KUVERT_RECOVERY_RECIPIENT),
    text: {
      language: values.KUVERT_TEXT_LANGUAGE ?? languageOf[values.KUVERT_COUNTRY],
      processes: values.KUVERT_TEXT_PROCESSES,
    },
    sending: {
      organisation: values.KUVERT_ORGANISATION,
      countries: values.KUVERT_SEND_COUNTRIES.split(' '),
      undoMs: values.KUVERT_SEND_UNDO_SECONDS * 1000,
      deadlineMs: values.KUVERT_SEND_DEADLINE_MINUTES * 60_000,
    },
    exportFolder: values.KUVERT_EXPORT_DIR,
    checkpoints: checkpointsConfig(values),
    timeZone: values.KUVERT_TIME_ZONE,
    country: values.KUVERT_COUNTRY,
  };
};

const languageOf = { SE: 'swe', DK: 'dan' } as const;

const checkpointsConfig = (
  values: z.infer<typeof mailboxVariables>,
): MailboxConfig['checkpoints'] => {
  const place = checkpointPlace(values);
  const keyFile = values.KUVERT_CHECKPOINT_KEY_FILE;
  return place === undefined || keyFile === undefined ? undefined : { keyFile, place };
};

const loginConfig = (values: z.infer<typeof mailboxVariables>): LoginConfig | undefined => {
  const { KUVERT_OIDC_ISSUER: issuer, KUVERT_OIDC_CLIENT_ID: clientId } = values;
  if (issuer === undefined || clientId === undefined) return undefined;
  const usual: Preset = values.KUVERT_OIDC_PRESET
    ? presets[values.KUVERT_OIDC_PRESET]
    : anyProvider;
  const preset = withClaims(usual, {
    subject: values.KUVERT_OIDC_SUBJECT_CLAIM,
    groups: values.KUVERT_OIDC_GROUPS_CLAIM,
  });
  const acr = acrValues(values.KUVERT_OIDC_ACR);
  return {
    preset,
    idTokenSeconds: values.KUVERT_OIDC_ID_TOKEN_SECONDS || preset.idTokenSeconds,
    ...{ issuer, clientId },
    proof:
      values.KUVERT_OIDC_CLIENT_KEY_FILE === undefined
        ? { kind: 'secret', file: values.KUVERT_OIDC_CLIENT_SECRET_FILE ?? '' }
        : { kind: 'private-key', file: values.KUVERT_OIDC_CLIENT_KEY_FILE },
    acr: acr.length > 0 ? acr : preset.acr,
    levels: parseLevels(values.KUVERT_OIDC_LOA) ?? new Map(),
    unsaid: values.KUVERT_OIDC_LOA_UNSAID ?? null,
    isForStaff: values.KUVERT_OIDC_FOR === 'everybody',
    logsOutThere: values.KUVERT_OIDC_LOGOUT === 'everywhere',
    allowHttp: values.KUVERT_MODE === 'demonstration',
  };
};

/** Who knows people before they ever logged in: the issuer that their first login will name. */
export const knownBy = ({
  login,
  card,
  saml,
}: Pick<MailboxConfig, 'login' | 'card' | 'saml'>): string | undefined =>
  login?.issuer ?? card?.directory ?? saml?.idp;
