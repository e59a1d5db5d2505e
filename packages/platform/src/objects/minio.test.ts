import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { asId } from '@kuvert/shared/ids';
import { need } from '@kuvert/testkit/needs';
import { objectStoreContract } from '@kuvert/testkit/object-store-contract';
import { createMinioStore } from './minio.ts';
import type { MinioStoreOptions } from './minio.ts';

const name = asId<'object'>(randomUUID());
const options = async (): Promise<MinioStoreOptions> => ({
  ...(await need('s3')),
  useTls: false,
  bucket: `kuvert-${randomUUID()}`,
  createBucket: true,
});

objectStoreContract('an S3 server', async () => createMinioStore(await options()));

describe('the bucket', () => {
  it('is made by one of two replicas that start at once', async () => {
    const shared = await options();
    const [one, other] = await Promise.all([createMinioStore(shared), createMinioStore(shared)]);
    await one.put(name, Buffer.from('shared'));
    expect(Buffer.from(await other.get(name, 10)).toString()).toBe('shared');
  });

  it('is not made when that is not allowed, and is named in the error', async () => {
    const strict = { ...(await options()), createBucket: false };
    const started = createMinioStore(strict);
    await expect(started).rejects.toMatchObject({ code: 'object-store-failed' });
    await expect(started).rejects.toThrow(strict.bucket);
  });
});

describe('a server that refuses', () => {
  it('is told apart from a missing object', async () => {
    const wrong = { ...(await options()), secretKey: 'wrong-secret-key' };
    await expect(createMinioStore(wrong)).rejects.toMatchObject({ code: 'object-store-failed' });
  });
});

describe('a server that is not well', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A store that starts well and then has `listener` for a server. */
  const ailing = async (listener: RequestListener) => {
    let well = true;
    const server = createServer((request, response) => {
      if (well) response.writeHead(200).end();
      else listener(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // TCP: always AddressInfo
    const address = { endPoint: '127.0.0.1', port, accessKey: 'a', secretKey: 'secret-key' };
    const store = await createMinioStore({
      ...address,
      useTls: false,
      bucket: 'kuvert',
      createBucket: false,
      timeoutMs: 200,
    });
    well = false;
    return store;
  };
  const failed = { code: 'object-store-failed' };

  it('ends every call in time when it does not answer', async () => {
    const store = await ailing(() => undefined);
    await expect(store.put(name, Buffer.from('x'))).rejects.toMatchObject(failed);
    await expect(store.get(name, 10)).rejects.toMatchObject(failed);
    await expect(store.remove(name)).rejects.toMatchObject(failed);
    await expect(store.check()).rejects.toMatchObject(failed);
    await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject(failed);
  });

  it('ends a read in time when the bytes stop coming', async () => {
    const store = await ailing((request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      if (request.method === 'HEAD') response.end();
      else response.write('only this');
    });
    await expect(store.get(name, 2000)).rejects.toMatchObject(failed);
  });

  it('gives no object that is cut', async () => {
    const store = await ailing((request, response) => {
      response.writeHead(200, { 'content-length': request.method === 'HEAD' ? '1000' : '9' });
      response.end(request.method === 'HEAD' ? undefined : 'only this');
    });
    await expect(store.get(name, 2000)).rejects.toMatchObject(failed);
  });

  it('does not make a lost bucket look like a lost object', async () => {
    const store = await ailing((_, response) => void response.writeHead(404).end());
    await expect(store.get(name, 10)).rejects.toMatchObject(failed);
  });

  it.each([500, 503])('fails with its status %i, once', async (status) => {
    let asked = 0;
    const store = await ailing((_, response) => {
      asked++;
      response.writeHead(status).end();
    });
    await expect(store.put(name, Buffer.from('x'))).rejects.toMatchObject(failed);
    expect(asked).toBe(1);
  });
});
