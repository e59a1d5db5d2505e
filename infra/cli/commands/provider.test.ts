import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { systemClock } from '@kuvert/shared/clock';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { createTestDatabase, type TestDatabase } from '@kuvert/testkit/database';

import { run } from '../run.ts';
import { commands } from './commands.ts';

let server: TestDatabase;

beforeAll(async () => {
  server = await createTestDatabase();
});
beforeEach(() => server.sql('delete from provider_health'));
afterAll(() => server.drop());

const kuvert = async (...words: string[]) => {
  let out = '';
  const status = await run(words, {
    commands,
    environment: { KUVERT_OWNER_URL: server.ownerUrl },
    clock: systemClock,
    randomness: systemRandomness,
    resolvePath: (path) => path,
    ownHouse: () => Promise.resolve(undefined),
    out: (text) => (out += text),
    err: (text) => (out += text),
  });
  return { status, out };
};

const announce = (kind: string, name: string, more = ''): Promise<unknown> =>
  server.sql(
    `insert into provider_health (service, kind, name, announced_at) values ('ingest', $1, $2, now() ${more})`,
    [kind, name],
  );

it('has a table for people, and status 0 while nothing is down', async () => {
  await announce('service', 'ingest');
  await announce('carrier', 'telnyx');
  const { status, out } = await kuvert('provider', 'status');
  expect(status).toBe(0);
  expect(out).toMatch(/^carrier telnyx +works +– +– +0 +0 +0 +0$/m);
  expect(out).toContain('All is well.');
});

it('has status 1 when one fails, with its code, since when, and what to do', async () => {
  await announce('service', 'ingest');
  await announce('carrier', 'telnyx');
  await server.sql(
    `update provider_health set last_failure_at = now(), failing_since = now(), failure_code = 'carrier-refused'
      where kind = 'carrier'`,
  );
  const { status, out } = await kuvert('provider', 'status', '--json');
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    blame: 'them',
    providers: [
      {
        kind: 'carrier',
        name: 'telnyx',
        state: 'failing',
        code: 'carrier-refused',
        advice: 'credentials',
        day: { in: 0, out: 0, failed: 0 },
      },
      { kind: 'service', name: 'ingest', state: 'works', advice: null },
    ],
  });
});

it('has status 1 when a service was not heard from, and says so first', async () => {
  await announce('service', 'ingest', "- interval '5 minutes'");
  await announce('carrier', 'telnyx');
  const { status, out } = await kuvert('provider', 'status');
  expect(status).toBe(1);
  expect(out).toMatch(/^service ingest +NOT HEARD FROM +20\d\d-.* +not-heard-from/m);
  expect(out).toContain('Look here first');
});

it('has status 1 where no service has ever said anything', async () => {
  const { status, out } = await kuvert('provider', 'status');
  expect([status, out]).toEqual([1, expect.stringContaining('do they run?')]);
});
