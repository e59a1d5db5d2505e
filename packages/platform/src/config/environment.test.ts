import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { ConfigurationError, readEnvironment, variables } from './environment.ts';

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
    const read = () =>
      readEnvironment(schema, {
        PORT: 'secret-1',
        PUBLIC_ORIGIN: 'https://host/secret-2',
        DATABASE_URL: 'mysql://secret-3',
      });
    expect(read).toThrow(ConfigurationError);
    try {
      read();
    } catch (error) {
      const { faults, message } = error as ConfigurationError;
      expect(faults.map(({ name }) => name)).toEqual(['PORT', 'PUBLIC_ORIGIN', 'DATABASE_URL']);
      expect(message).not.toContain('secret');
    }
  });
});
