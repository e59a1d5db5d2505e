import { z } from 'zod';

import { KuvertError } from '@kuvert/shared/errors';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One fault of the configuration: the variable's name and what is wrong with it; never its value. */
export interface ConfigurationFault {
  readonly name: string;
  readonly fault: string;
}

/** Everything that is wrong, at once. */
export class ConfigurationError extends KuvertError {
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    const list = faults.map(({ name, fault }) => `  ${name}: ${fault}`).join('\n');
    super('configuration-wrong', `the configuration is wrong:\n${list}`);
    this.faults = faults;
  }
}

/**
 * Reads the environment by a schema whose keys are the variables' names. An empty variable counts as absent.
 * @throws ConfigurationError with every fault by name.
 */
export const readEnvironment = <Schema extends z.ZodType>(
  schema: Schema,
  environment: Environment,
): z.infer<Schema> => {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map((issue) => ({
      name: issue.path.join('.') || 'configuration',
      fault: issue.message,
    })),
  );
};

/** Before or after an origin was read: it may be text that is none when another variable is wrong. */
export const isPlainHttp = (value: unknown): boolean =>
  typeof value === 'string' && URL.parse(value)?.protocol === 'http:';

/** Before or after a flag was read: it may be text when another variable is wrong. */
export const isOn = (flag: unknown): boolean => flag === true || flag === 'true';

/** A list in one variable: its words, parted by spaces or commas. */
export const wordsOf = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/[\s,]+/).filter(Boolean);

/** Pieces that several services' schemas are made of. */
export const variables = {
  port: z.coerce.number('must be a port number').int().min(0).max(65_535),
  flag: z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true'),
  origin: z
    .url('must be an origin such as https://fax.example.se')
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text,
      'must be an origin: scheme, host and port alone',
    ),
  postgresUrl: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
  redisUrl: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// URL' }),
  path: z.string('is missing').min(1),
  recoveryRecipient: z
    .string('is missing: without a recovery key kept elsewhere a lost master key loses every fax')
    .regex(/^age1pq1[a-z0-9]+$/, 'must be a hybrid age recipient (age1pq1…)'),
  timeZone: z.string().refine(isTimeZone, 'is no time zone'),
} as const;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('sv', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
