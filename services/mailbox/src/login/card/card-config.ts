import { z } from 'zod';

import { isPlainHttp, variables, wordsOf } from '@kuvert/platform/config/environment';
import { sithsPersonIssuers } from '@kuvert/identity/certificate/siths';
import { parseLevelOfAssurance, type LevelOfAssurance } from '@kuvert/shared/level-of-assurance';

const oid = /^[0-2](\.(0|[1-9]\d*)){1,20}$/;

type Policies = ReadonlyMap<string, LevelOfAssurance>;

/** `LoA3=1.2.752.1 LoA2=1.2.752.2`; undefined when it is written otherwise. */
export const parsePolicies = (text: string): Policies | undefined => {
  const policies = new Map<string, LevelOfAssurance>();
  for (const pair of wordsOf(text)) {
    const level = parseLevelOfAssurance(pair.slice(0, 4));
    const policy = pair.slice(5);
    if (level === undefined || pair[4] !== '=' || !oid.test(policy)) return undefined;
    policies.set(policy, level);
  }
  return policies;
};

/** Logging in by smart card; the first of them turns it on. */
export const cardVariables = {
  KUVERT_CARD_ORIGIN: variables.origin.optional(),
  KUVERT_CARD_PORT: variables.port.default(8084),
  KUVERT_CARD_CERTIFICATE_FILE: variables.path.optional(),
  KUVERT_CARD_KEY_FILE: variables.path.optional(),
  KUVERT_CARD_ROOTS_FILE: variables.path.optional(),
  KUVERT_CARD_CAS_FILE: variables.path.optional(),
  KUVERT_CARD_ISSUERS: z.string().default('siths'),
  KUVERT_CARD_POLICIES: z
    .string()
    .default('')
    .refine(
      (text) => parsePolicies(text) !== undefined,
      'must be levels and certificate policies, such as LoA3=1.2.3.4',
    ),
  KUVERT_CARD_DIRECTORY: z.string().trim().min(1).default('urn:hsa'),
  KUVERT_CARD_REVOCATION_HOSTS: z.string().default(''),
  KUVERT_CARD_REVOCATION_WITHIN: variables.flag.default(false),
  KUVERT_CARD_HELP_URL: z
    .url({ protocol: /^https?$/, error: 'must be an https address' })
    .optional(),
  KUVERT_CARD_PROXY_CA_FILE: variables.path.optional(),
  KUVERT_CARD_PROXY_NAME: z.string().min(1).optional(),
};

type Values = z.infer<z.ZodObject<typeof cardVariables>> & {
  readonly KUVERT_MODE: 'demonstration' | 'production';
  readonly KUVERT_MAILBOX_ORIGIN: string;
};

export interface CardConfig {
  readonly port: number;
  /** As browsers see it. */
  readonly origin: string;
  /** Of the listener itself, in PEM. */
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly rootsFile: string;
  readonly casFile: string;
  /** Common names of the CAs whose cards log people in. */
  readonly issuers: readonly string[];
  readonly policies: Policies;
  /** What the HSA-ids are in: with one of them it names a person (`person.issuer`). */
  readonly directory: string;
  readonly revocation: {
    readonly hosts: readonly string[];
    /** They have addresses of our own network. */
    readonly isWithin: boolean;
    /** They may be on this machine: in a demonstration alone. */
    readonly allowLoopback: boolean;
  };
  /** A page of the house's own that helps with cards; the login page leads there. */
  readonly helpUrl: string | undefined;
  /** Who may pass cards on to us; undefined: cards come themselves. */
  readonly proxy: { readonly caFile: string; readonly name: string } | undefined;
}

const needed = [
  'KUVERT_CARD_CERTIFICATE_FILE',
  'KUVERT_CARD_KEY_FILE',
  'KUVERT_CARD_ROOTS_FILE',
  'KUVERT_CARD_CAS_FILE',
] as const;

/** For a schema's `superRefine`: once the login by card is named, everything of it is there. */
export const refineCard = (values: Partial<Values>, context: z.RefinementCtx): void => {
  const { KUVERT_CARD_ORIGIN: origin } = values;
  if (origin === undefined) return;
  const fault = (path: keyof Values, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  for (const name of needed)
    if (values[name] === undefined) fault(name, 'is missing: it goes with KUVERT_CARD_ORIGIN');
  if (isPlainHttp(origin)) fault('KUVERT_CARD_ORIGIN', 'must be https: the card is shown by TLS');
  if (origin === values.KUVERT_MAILBOX_ORIGIN)
    fault('KUVERT_CARD_ORIGIN', 'must be another one than KUVERT_MAILBOX_ORIGIN');
  if (wordsOf(values.KUVERT_CARD_POLICIES).length === 0)
    fault('KUVERT_CARD_POLICIES', 'is missing: which certificate policies give which level');
  if (wordsOf(values.KUVERT_CARD_REVOCATION_HOSTS).length === 0)
    fault(
      'KUVERT_CARD_REVOCATION_HOSTS',
      'is missing: where the CAs publish what is revoked; without it nobody gets in',
    );
  if (
    (values.KUVERT_CARD_PROXY_CA_FILE === undefined) !==
    (values.KUVERT_CARD_PROXY_NAME === undefined)
  )
    fault('KUVERT_CARD_PROXY_NAME', 'goes with KUVERT_CARD_PROXY_CA_FILE');
};

/** After {@link refineCard} found nothing; undefined when nobody logs in by card. */
export const cardConfig = (values: Values): CardConfig | undefined => {
  const { KUVERT_CARD_ORIGIN: origin, KUVERT_CARD_PROXY_CA_FILE: caFile } = values;
  if (origin === undefined) return undefined;
  return {
    origin,
    port: values.KUVERT_CARD_PORT,
    certificateFile: values.KUVERT_CARD_CERTIFICATE_FILE ?? '',
    keyFile: values.KUVERT_CARD_KEY_FILE ?? '',
    rootsFile: values.KUVERT_CARD_ROOTS_FILE ?? '',
    casFile: values.KUVERT_CARD_CAS_FILE ?? '',
    issuers: issuersOf(values.KUVERT_CARD_ISSUERS),
    policies: parsePolicies(values.KUVERT_CARD_POLICIES) ?? new Map(),
    directory: values.KUVERT_CARD_DIRECTORY,
    revocation: {
      hosts: wordsOf(values.KUVERT_CARD_REVOCATION_HOSTS),
      isWithin: values.KUVERT_CARD_REVOCATION_WITHIN,
      allowLoopback: values.KUVERT_MODE === 'demonstration',
    },
    helpUrl: values.KUVERT_CARD_HELP_URL,
    proxy: caFile === undefined ? undefined : { caFile, name: values.KUVERT_CARD_PROXY_NAME ?? '' },
  };
};

/** `siths` stands for its CAs for people; names have spaces, and are parted by semicolons. */
const issuersOf = (text: string): readonly string[] =>
  text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .flatMap((name) => (name === 'siths' ? sithsPersonIssuers : [name]));
