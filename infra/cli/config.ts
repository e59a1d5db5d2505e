import { z } from 'zod';

import {
  objectStoreConfig,
  objectStoreVariables,
  refineObjectStore,
  type ObjectStoreConfig,
} from '@kuvert/platform/config/adapters';
import { checkpointPlace, checkpointVariables } from '@kuvert/platform/config/checkpoints';
import {
  ConfigurationError,
  readEnvironment,
  variables,
  type Environment,
} from '@kuvert/platform/config/environment';

import type { KeyPaths } from './house.ts';

/** The command's variables, by name. Each is asked for when a command needs it and not before. */
export const commandVariables = z.object({
  KUVERT_OWNER_URL: variables.postgresUrl.optional(),
  KUVERT_INGEST_PASSWORD_FILE: variables.path.optional(),
  KUVERT_MAILBOX_PASSWORD_FILE: variables.path.optional(),
  KUVERT_OUTBOUND_PASSWORD_FILE: variables.path.optional(),
  KUVERT_KEY_FILE: variables.path.optional(),
  KUVERT_KEY_PASSPHRASE_FILE: variables.path.optional(),
  KUVERT_OUTBOUND_KEY_FILE: variables.path.optional(),
  KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE: variables.path.optional(),
  KUVERT_RECOVERY_RECIPIENT: z
    .string()
    .regex(/^age1pq1[a-z0-9]+$/, 'must be a hybrid age recipient (age1pq1…)')
    .optional(),
  KUVERT_CHECKPOINT_PUBLIC_KEY_FILE: variables.path.optional(),
  ...checkpointVariables,
  ...objectStoreVariables,
});

export type CommandConfig = z.infer<typeof commandVariables>;

/** @throws ConfigurationError with every fault by name */
export const readConfig = (environment: Environment): CommandConfig =>
  readEnvironment(commandVariables, environment);

/** @throws ConfigurationError naming the variable */
export const required = <Name extends keyof CommandConfig>(
  config: CommandConfig,
  name: Name,
): NonNullable<CommandConfig[Name]> => {
  const value = config[name];
  if (value === undefined)
    throw new ConfigurationError([{ name, fault: 'is missing, and this command needs it' }]);
  return value;
};

/** @throws ConfigurationError naming what is missing */
export const keyPathsOf = (config: CommandConfig): KeyPaths => ({
  keyFile: required(config, 'KUVERT_KEY_FILE'),
  passphraseFile: required(config, 'KUVERT_KEY_PASSPHRASE_FILE'),
});

/** @throws ConfigurationError naming what is missing */
export const outboundKeyPathsOf = (config: CommandConfig): KeyPaths => ({
  keyFile: required(config, 'KUVERT_OUTBOUND_KEY_FILE'),
  passphraseFile: required(config, 'KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE'),
});

/** @throws ConfigurationError when no place for objects is named, or two are */
export const readObjectStore = (config: CommandConfig): ObjectStoreConfig =>
  objectStoreConfig(
    readEnvironment(
      z.object(objectStoreVariables).superRefine(refineObjectStore),
      Object.fromEntries(
        Object.keys(objectStoreVariables).map((name) => [
          name,
          config[name as keyof typeof objectStoreVariables],
        ]),
      ),
    ),
  );

/**
 * The second place of the audit chain and the public key that checks it; undefined when no place is named.
 * @throws ConfigurationError when the key is missing
 */
export const readCheckpointSource = (
  config: CommandConfig,
): { readonly place: ObjectStoreConfig; readonly publicKeyFile: string } | undefined => {
  const place = checkpointPlace(config);
  return place && { place, publicKeyFile: required(config, 'KUVERT_CHECKPOINT_PUBLIC_KEY_FILE') };
};
