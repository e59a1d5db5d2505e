import { parseArgs } from 'node:util';

import { createProgress, untilStopped } from '@kuvert/infra/local/progress';

import { settingsFrom } from '../provision/settings.ts';
import { createCleaning } from './cleaning.ts';
import { smokeDemonstration } from './demonstration.ts';
import { smokeProduction } from './production/production.ts';
import type { GivenServers } from './production/servers.ts';

/** `pnpm smoke [--production]`: one fax through the whole house, on throw-away data. Exits 0, or says what failed. */
const progress = createProgress((text) => process.stdout.write(text));
const cleaning = createCleaning(progress);
const stop = new AbortController();
const began = performance.now();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));

const explain = (error: unknown): string => {
  if (error instanceof AggregateError)
    return [error.message, ...error.errors.map(explain)].join('\n');
  return error instanceof Error ? error.message : String(error);
};

const fail = (error: unknown): void => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
};

/** Servers to use instead of starting them: for tests, with nothing on them. */
const givenServers = (): GivenServers => {
  const { DATABASE_URL, REDIS_URL, MINIO_ENDPOINT, MINIO_ACCESS_KEY, MINIO_SECRET_KEY } =
    process.env;
  return {
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    minio:
      MINIO_ENDPOINT && MINIO_ACCESS_KEY && MINIO_SECRET_KEY
        ? { endpoint: MINIO_ENDPOINT, accessKey: MINIO_ACCESS_KEY, secretKey: MINIO_SECRET_KEY }
        : undefined,
  };
};

const smoke = async (): Promise<void> => {
  const steps = untilStopped(progress, stop.signal);
  const { values } = parseArgs({ options: { production: { type: 'boolean' } } });
  await (values.production === true
    ? smokeProduction(steps, cleaning, givenServers(), settingsFrom(process.env))
    : smokeDemonstration(steps, cleaning));
};

await smoke().catch(fail);
await cleaning.clean().catch(fail);
const outcome = process.exitCode === 1 ? 'failed after' : 'passed in';
progress.say(`Smoke ${outcome} ${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exit();
