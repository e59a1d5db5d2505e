import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { ConfigurationError, readEnvironment, variables, type Environment } from './environment.ts';

const schema = z.object({
  PORT: variables.port.default(3000),
  PUBLIC_ORIGIN: variables.origin,
  DATABASE_URL: variables.postgresUrl,
});

describe('reading the environment', () => {
  it('gives typed values and defaults', () => {
    expect(
      readEnvironment(schema, {
        PUBLIC_ORIGIN: 'https://fax.example.se',
        DATABASE_URL: 'postgres://h/k',
        PORT: '',
      }),
    ).toEqual({
      PORT: 3000,
      PUBLIC_ORIGIN: 'https://fax.example.se',
      DATABASE_URL: 'postgres://h/k',
    });
  });

  it('names every fault at once and no value', () => {
    const fault = faultOf({
      PORT: 'secret-1',
      PUBLIC_ORIGIN: 'https://host/secret-2',
      DATABASE_URL: 'mysql://secret-3',
    });
    expect(fault.faults.map(({ name }) => name)).toEqual(['PORT', 'PUBLIC_ORIGIN', 'DATABASE_URL']);
    expect(fault.message).not.toContain('secret');
  });
});

const faultOf = (environment: Environment): ConfigurationError => {
  try {
    readEnvironment(schema, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
  }
  throw new Error('the configuration was accepted');
};
