import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase } from '@kuvert/platform/postgres/database';
import { readProviders } from '@kuvert/platform/providers/provider-rows';
import { actingAs } from '@kuvert/testkit/acting';

import { formsOf, textOf, type Forms } from '../../test-support/forms.ts';
import { startHouse, type House } from '../../test-support/house.ts';

let house: House;
/** Looks after the house, and is a member of nothing. */
let nils: Forms;

beforeAll(async () => {
  house = await startHouse();
  const { nobody, bo } = house.personIds;
  await sql(`insert into house_role values ($1, 'system-administrator', now())`, [nobody]);
  await sql(`update membership set role = 'administrator' where person_id = $1`, [bo]);
  nils = formsOf(house.origin, await house.logIn('nobody'));
});
beforeEach(() => sql(`delete from provider_health where service <> 'mailbox'`));
afterAll(() => house.stop());

const sql = (text: string, values?: unknown[]) => house.database.sql(text, values);

const announce = (more = 'null, null, null'): Promise<unknown> =>
  sql(
    `insert into provider_health (service, kind, name, announced_at, last_failure_at, failure_code, failing_since)
     values ('ingest', 'carrier', 'telnyx', now(), ${more})`,
  );

const failing = `now(), 'carrier-refused', now() - interval '9 minutes'`;

const pageOf = async (path = '/admin/providers'): Promise<string> =>
  textOf((await nils.get(path).expect(200)).text);

describe('the page of providers', () => {
  it('is for who looks after the house, and no page to a department’s administrator', async () => {
    const bo = formsOf(house.origin, await house.logIn('bo'));
    const [page, nothing] = [await bo.get('/admin/providers'), await bo.get('/nothing-is-here')];
    expect([page.status, page.body]).toEqual([404, nothing.body]);
  });

  it('says that a carrier works, with what came and went', async () => {
    await announce();
    await sql(`update provider_health set last_success_at = now() where service = 'ingest'`);
    expect(await pageOf()).toMatch(/Carrier telnyx Works .*24 hours 0 in · 0 out/);
  });

  it('says that a carrier fails, since when, with its code and what to do', async () => {
    await announce(failing);
    const text = await pageOf();
    expect(text).toContain('We are up; somebody else is not');
    expect(text).toMatch(
      /Carrier telnyx Failing since \d\d:\d\d It refuses us: look at the key.* Code carrier-refused/,
    );
  });

  it('says what was not heard from, which is not called well', async () => {
    await announce();
    await sql(
      `update provider_health set announced_at = now() - interval '6 minutes' where service = 'ingest'`,
    );
    expect(await pageOf()).toMatch(/Carrier telnyx Not heard from since \d\d:\d\d/);
  });

  it('has the mailbox itself, and what it was started without', async () => {
    const text = await pageOf();
    expect(text).toMatch(/Service mailbox Works/);
    expect(text).toMatch(/SAML Off by configuration/);
  });

  it('shows the hours as a picture with words, and as a table', async () => {
    await announce();
    await house.receive(house.care);
    await sql(
      `insert into reception (id, carrier, event_id, fax_id, department_id, from_number, to_number, received_at, accepted_at)
       values ('r', 'telnyx', 'r', 'r', $1, '+46701740605', '+4622534210', now(), now())`,
      [house.care.id],
    );
    const { text } = await nils.get('/admin/providers');
    expect(text).toContain('aria-label="The last 24 hours by hour: 1 in, 0 out, 0 failed."');
    expect(textOf(text)).toMatch(/Hour In Out Failed \d\d:00 1 0 0/);
    expect(text).not.toContain('70174');
  });

  it('is told of where administration begins, as long as something is down', async () => {
    await announce(failing);
    expect(await pageOf('/admin')).toContain('Down: Carrier telnyx. See providers');
    await sql(`update provider_health set failing_since = null`);
    expect(await pageOf('/admin')).not.toContain('Down:');
  });

  it('comes again each minute when it is asked to, and not before', async () => {
    const refresh = 'content="60;url=/admin/providers?again=1"';
    expect((await nils.get('/admin/providers')).text).not.toContain('http-equiv');
    expect((await nils.get('/admin/providers?again=1')).text).toContain(refresh);
  });

  it('keeps no session going by coming again', async () => {
    const seen = async (): Promise<string> => {
      const [row] = await sql(
        'select max(seen_at)::text as at from session where person_id = $1 and ended_at is null',
        [house.personIds.nobody],
      );
      return String(row?.['at']);
    };
    await sql(`update session set seen_at = seen_at - interval '2 minutes' where person_id = $1`, [
      house.personIds.nobody,
    ]);
    const before = await seen();
    await nils.get('/admin/providers?again=1').expect(200);
    expect(await seen()).toBe(before);
    await nils.get('/admin/providers').expect(200);
    expect(await seen()).not.toBe(before);
  });
});

describe('the database', () => {
  it.each([
    ['who looks after the house, at LoA3', 'nobody', 'LoA3', true],
    ['the same person, in a weaker session', 'nobody', 'LoA2', false],
    ['a department’s administrator', 'bo', 'LoA3', false],
    ['a handler', 'anna', 'LoA3', false],
  ] as const)('tells %s', async (_who, subject, loa, told) => {
    await announce();
    const mailbox = openDatabase({
      url: house.database.urlOf('mailbox'),
      onError: () => undefined,
    });
    const scope = await actingAs(house.database, house.personIds[subject], loa);
    const seen = await mailbox.transaction(
      (transaction) => readProviders(transaction, 'admin_providers()'),
      scope,
    );
    await mailbox.close();
    expect(seen.some(({ name }) => name === 'telnyx')).toBe(told);
  });
});
