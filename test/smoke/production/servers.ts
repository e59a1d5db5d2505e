import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { Client } from 'minio';
import pg from 'pg';

import type { Progress } from '@kuvert/infra/local/progress';
import { startEmbeddedPostgres } from '@kuvert/platform/postgres/embedded';
import { roomRole, serviceRoles } from '@kuvert/platform/postgres/migrate';

import { startRedis } from '../../provision/redis.ts';
import { startS3 } from '../../provision/s3.ts';
import type { ProvisionSettings } from '../../provision/settings.ts';
import type { Cleaning } from '../cleaning.ts';

/** Servers that somebody named; what isn't named is started for the smoke alone. */
export interface GivenServers {
  /** May make databases and roles. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly minio: MinioSettings | undefined;
}

export interface MinioSettings {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface Servers {
  /** Of a database of our own; its owner is no superuser. */
  readonly ownerUrl: string;
  readonly redisUrl: string;
  readonly minio: MinioSettings & { readonly bucket: string };
}

interface OpenOptions {
  readonly given: GivenServers;
  /** How those that aren't given are found. */
  readonly settings: ProvisionSettings;
  readonly folder: string;
  readonly progress: Progress;
  readonly cleaning: Cleaning;
}

/** Everything made on them goes again with the cleaning. */
export const openServers = async ({
  given,
  settings,
  folder,
  progress: { step },
  cleaning,
}: OpenOptions): Promise<Servers> => {
  const mark = randomBytes(4).toString('hex');
  const postgres = step('PostgreSQL', async () => {
    const url = given.databaseUrl ?? (await ownPostgres(folder, cleaning));
    return makeDatabase(url, `kuvert_smoke_${mark}`, cleaning);
  });
  const redis = step('Redis', async () => given.redisUrl ?? ownRedis(settings, cleaning));
  const s3 = step('S3', async () => {
    const minio = given.minio ?? (await ownS3(settings, cleaning));
    const bucket = `kuvert-smoke-${mark}`;
    cleaning.later('bucket removed', () => removeBucket(minio, bucket));
    return { ...minio, bucket };
  });
  // All of them, also when one has failed: what starts has to be known before it can be taken down.
  await Promise.allSettled([postgres, redis, s3]);
  const [ownerUrl, redisUrl, minio] = await Promise.all([postgres, redis, s3]);
  return { ownerUrl, redisUrl, minio };
};

const ownPostgres = async (folder: string, cleaning: Cleaning): Promise<string> => {
  const postgres = await startEmbeddedPostgres({
    dataFolder: join(folder, 'postgres'),
    binariesFolder: join(folder, 'programs'),
    logFile: join(folder, 'logs/postgres.log'),
    password: randomBytes(16).toString('hex'),
    durable: false,
  });
  cleaning.later('PostgreSQL stopped', postgres.stop);
  return postgres.url;
};

const ownRedis = async (settings: ProvisionSettings, cleaning: Cleaning): Promise<string> => {
  const redis = await startRedis(settings);
  cleaning.later('Redis stopped', redis.stop);
  return redis.url;
};

const ownS3 = async (settings: ProvisionSettings, cleaning: Cleaning): Promise<MinioSettings> => {
  const { stop, endPoint, port, accessKey, secretKey } = await startS3(settings);
  cleaning.later('S3 stopped', stop);
  return { endpoint: `http://${endPoint}:${port}`, accessKey, secretKey };
};

/** A database and its owner. @throws Error when the server has a house: its services' passwords would be changed. */
const makeDatabase = async (url: string, name: string, cleaning: Cleaning): Promise<string> => {
  const roles = Object.values(serviceRoles);
  const owner = new URL(url);
  [owner.username, owner.password] = [name, randomBytes(16).toString('hex')];
  owner.pathname = `/${name}`;
  await asAdministrator(url, async (client) => {
    const found = await client.query('select from pg_roles where rolname = any($1)', [roles]);
    if (found.rowCount !== 0)
      throw new Error('this PostgreSQL server has a house on it: name one that is for tests');
    await client.query(
      `create role ${name} login createrole password ${pg.escapeLiteral(owner.password)}`,
    );
    await client.query(`create database ${name} owner ${name}`);
  });
  cleaning.later('database removed', () =>
    asAdministrator(url, async (client) => {
      await client.query(`drop database ${name} with (force)`);
      for (const role of [roomRole, ...roles, name])
        await client.query(`drop role if exists ${role}`);
    }),
  );
  return owner.href;
};

const asAdministrator = async (
  url: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

const removeBucket = async (
  { endpoint, accessKey, secretKey }: MinioSettings,
  bucket: string,
): Promise<void> => {
  const { hostname, port, protocol } = new URL(endpoint);
  const client = new Client({
    endPoint: hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    useSSL: protocol === 'https:',
    accessKey,
    secretKey,
  });
  if (!(await client.bucketExists(bucket))) return;
  const names: string[] = [];
  // A listing's item has a name or, for folders alone, a prefix.
  for await (const item of client.listObjectsV2(bucket, '', true) as AsyncIterable<{
    name: string;
  }>)
    names.push(item.name);
  await client.removeObjects(bucket, names);
  await client.removeBucket(bucket);
};
