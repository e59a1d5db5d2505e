import { z } from 'zod';

import { readEnvironment, variables, type Environment } from '@kuvert/platform/config/environment';

/** The service's variables, by name. */
export const outboundVariables = z.object({
  DATABASE_URL: variables.postgresUrl,
  KUVERT_OUTBOUND_HOST: z.string().default('127.0.0.1'),
  KUVERT_OUTBOUND_OPERATIONS_PORT: variables.port.default(8092),
});

export interface OutboundConfig {
  /** Carries the role `kuvert_outbound` and its password. */
  readonly databaseUrl: string;
  readonly host: string;
  readonly operationsPort: number;
}

/** @throws ConfigurationError with every fault by name */
export const readConfig = (environment: Environment): OutboundConfig => {
  const values = readEnvironment(outboundVariables, environment);
  return {
    databaseUrl: values.DATABASE_URL,
    host: values.KUVERT_OUTBOUND_HOST,
    operationsPort: values.KUVERT_OUTBOUND_OPERATIONS_PORT,
  };
};
