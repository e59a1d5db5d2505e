import { Registry } from 'prom-client';

import { operationsApp } from '@kuvert/platform/http/operations';
import { listenHttp } from '@kuvert/platform/http/server';
import { stopAll, type Running } from '@kuvert/platform/lifecycle/lifecycle';
import type { Log } from '@kuvert/platform/logging/log';
import { openDatabase } from '@kuvert/platform/postgres/database';
import { checkSchema, newestMigration } from '@kuvert/platform/postgres/schema-check';

import type { OutboundConfig } from './config.ts';

export interface Outbound extends Running {
  readonly operationsOrigin: string;
}

/** Wires the service. It has a role, a listener for operators and no channel yet: send orders come to live here. */
export const createOutbound = async (config: OutboundConfig, log: Log): Promise<Outbound> => {
  const database = openDatabase({
    url: config.databaseUrl,
    onError: (error) => log.error('database-connection-lost', error),
  });
  try {
    await checkSchema(database, newestMigration);
    const operations = await listenHttp(
      operationsApp({
        service: 'outbound',
        version: '0.1.0',
        log,
        registry: new Registry(),
        checks: { database: () => checkSchema(database, newestMigration) },
      }),
      { host: config.host, port: config.operationsPort },
    );
    log.info('started', { operations: operations.origin });
    return {
      operationsOrigin: operations.origin,
      stop: () => stopAll([database.close, operations.stop]),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};
