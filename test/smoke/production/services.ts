import { join } from 'node:path';

import { startService, type ServiceProcess } from '@kuvert/infra/local/service-process';
import type { ServiceName } from '@kuvert/platform/postgres/migrate';

import type { Cleaning } from '../cleaning.ts';
import type { Environment } from './environments.ts';

type Replicas = Record<ServiceName, readonly ServiceProcess[]>;

/** Every replica of every service, from the compiled output; all are ready when this resolves. */
export const startReplicas = async (
  environments: Record<ServiceName, readonly Environment[]>,
  logs: string,
  cleaning: Cleaning,
): Promise<Replicas> => {
  const started: ServiceProcess[] = [];
  cleaning.later('services stopped', async () => {
    await Promise.all(started.map((service) => service.stop()));
  });
  const start = async (name: ServiceName): Promise<readonly ServiceProcess[]> => {
    const starting = environments[name].map(async (environment, index) => {
      const logFile = join(logs, `${name}-${index + 1}.log`);
      const service = await startService({ name, environment, logFile, compiled: true });
      started.push(service);
      return service;
    });
    // All of them, also when one has failed: what starts has to be known before it can be taken down.
    await Promise.allSettled(starting);
    return Promise.all(starting);
  };
  const [ingest, mailbox, outbound] = [start('ingest'), start('mailbox'), start('outbound')];
  await Promise.allSettled([ingest, mailbox, outbound]);
  return { ingest: await ingest, mailbox: await mailbox, outbound: await outbound };
};
