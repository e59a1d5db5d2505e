import { logIn } from '@kuvert/simulators/oidc/log-in';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import type { MemberRole } from '@kuvert/shared/member-role';

import { addPerson } from '../test-support/fill.ts';
import { clientOf } from '../test-support/client.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { groupedOnes } from '../test-support/people.ts';

let house: House;
let mailbox: Database;
const [greta, gustav, gunvor] = groupedOnes;
/** By subject. */
let ids: ReadonlyMap<string, string>;
let since = 0;

beforeAll(async () => {
  house = await startHouse();
  mailbox = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
  const known = groupedOnes.map(
    async (each) =>
      [each.subject, await addPerson(house.database, house.issuer, each, [])] as const,
  );
  ids = new Map(await Promise.all(known));
});
afterAll(async () => {
  await mailbox.close();
  await house.stop();
});
beforeEach(async () => {
  await house.database.sql('delete from membership where person_id = any($1)', [[...ids.values()]]);
  for (const table of ['login_group', 'department_group', 'announcement_seen', 'announcement'])
    await house.database.sql(`delete from ${table}`);
  const [row] = await house.database.sql('select coalesce(max(seq), 0)::int as seq from audit');
  since = Number(row?.['seq']);
});

const idOf = ({ subject }: { readonly subject: string }): string => ids.get(subject) ?? '';

const maps = (name: string, role: MemberRole, department = house.care, issuer = house.issuer) =>
  house.database.sql('insert into department_group values ($1, $2, $3, $4, now())', [
    ...[issuer, name, department.id, role],
  ]);
/** As the mailbox says it of a login. */
const tells = (names: readonly string[], who: { readonly subject: string } = greta) =>
  mailbox.query('select groups_at_login($1, $2, now())', [idOf(who), names]);
const membershipsOf = (who: { readonly subject: string }) =>
  house.database.sql(
    'select department_id, role, origin from membership where person_id = $1 order by 1',
    [idOf(who)],
  );
const announced = () =>
  house.database.sql('select department_id, kind, person_id from announcement order by at');
const onRecord = () =>
  house.database.sql(
    `select action, department_id, detail from audit where seq > $1 and action like 'member-%' order by seq`,
    [since],
  );
const byGroup = (role: MemberRole, department = house.care) => ({
  department_id: department.id,
  role,
  origin: 'group',
});

describe('a login that tells groups', () => {
  it('makes a member of whoever is in one that the operator named, and tells the department at once', async () => {
    await maps('care-handlers', 'handler');
    await maps('choir', 'reader', house.school, 'https://other.example');
    const session = await logIn(house.origin, greta.subject);
    const { body } = await clientOf(house.origin, session).get('/api/me').expect(200);
    expect(body.departments).toMatchObject([{ id: house.care.id, role: 'handler' }]);
    expect(await membershipsOf(greta)).toEqual([byGroup('handler')]);
    expect(await announced()).toEqual([
      { department_id: house.care.id, kind: 'member-by-group', person_id: idOf(greta) },
    ]);
    expect(await onRecord()).toEqual([
      {
        action: 'member-added',
        department_id: house.care.id,
        detail: `${idOf(greta)} handler by group, login`,
      },
    ]);
  });

  it('keeps no group that makes nobody a member, nor one that does of another issuer', async () => {
    await maps('care-handlers', 'handler');
    await maps('choir', 'reader', house.school, 'https://other.example');
    await logIn(house.origin, greta.subject);
    expect(await house.database.sql('select name from login_group')).toEqual([
      { name: 'care-handlers' },
    ]);
  });

  it('ends what came of groups when it says that there are none', async () => {
    await maps('care-handlers', 'handler');
    await tells(['care-handlers'], gustav);
    expect(await membershipsOf(gustav)).toEqual([byGroup('handler')]);
    await logIn(house.origin, gustav.subject);
    expect(await membershipsOf(gustav)).toEqual([]);
    expect((await onRecord()).at(-1)).toEqual({
      action: 'member-removed',
      department_id: house.care.id,
      detail: `${idOf(gustav)} by group, login`,
    });
  });

  it('changes nothing when it says nothing of groups', async () => {
    await maps('care-handlers', 'handler');
    await house.database.sql(
      `insert into membership values ($1, $2, now(), 'person', 'reader', 'group')`,
      [house.personIds.nobody, house.care.id],
    );
    await house.logIn('nobody');
    const kept = await house.database.sql('select role from membership where person_id = $1', [
      house.personIds.nobody,
    ]);
    expect(kept).toEqual([{ role: 'reader' }]);
  });

  it('changes nothing when there are too many for a token, and is on record with that', async () => {
    await maps('care-handlers', 'handler');
    await tells(['care-handlers'], gunvor);
    await logIn(house.origin, gunvor.subject);
    expect(await membershipsOf(gunvor)).toEqual([byGroup('handler')]);
    const unclear = await house.database.sql(
      `select person_id, detail from audit where seq > $1 and action = 'groups-unclear'`,
      [since],
    );
    expect(unclear).toEqual([{ person_id: idOf(gunvor), detail: 'overage' }]);
  });
});

describe('membership by groups', () => {
  it('has the highest role of several groups, and one that rises is announced again', async () => {
    await maps('readers', 'reader');
    await maps('chiefs', 'administrator');
    await tells(['readers']);
    await tells(['readers', 'chiefs']);
    expect(await membershipsOf(greta)).toEqual([byGroup('administrator')]);
    expect(await announced()).toHaveLength(2);
    await tells(['readers']);
    expect(await membershipsOf(greta)).toEqual([byGroup('reader')]);
    expect(await announced()).toHaveLength(2);
  });

  it('leaves alone whoever is a member by hand, in and out of the group', async () => {
    await maps('chiefs', 'administrator');
    await house.database.sql('insert into membership values ($1, $2, now())', [
      idOf(greta),
      house.care.id,
    ]);
    const byHand = [{ department_id: house.care.id, role: 'handler', origin: 'hand' }];
    await tells(['chiefs']);
    expect(await membershipsOf(greta)).toEqual(byHand);
    await tells([]);
    expect(await membershipsOf(greta)).toEqual(byHand);
    expect(await onRecord()).toEqual([]);
  });

  it('is told once, however often they log in', async () => {
    await maps('care-handlers', 'handler');
    await tells(['care-handlers']);
    await tells(['care-handlers']);
    expect(await announced()).toHaveLength(1);
    expect(await onRecord()).toHaveLength(1);
  });

  it('gives back what they had taken when it ends', async () => {
    await maps('care-handlers', 'handler');
    const session = await logIn(house.origin, greta.subject);
    const { id } = await house.receive(house.care);
    await clientOf(house.origin, session).post(`/api/messages/${id}/take`).expect(200);
    await tells([]);
    expect(
      await house.database.sql('select state from handling where message_id = $1', [id]),
    ).toEqual([{ state: 'new' }]);
  });

  it('follows what the operator says of the group, at once', async () => {
    await maps('care-handlers', 'handler');
    await tells(['care-handlers']);
    const applied = [
      'select apply_mapping($1, $2, $3, now())',
      [...[house.issuer, 'care-handlers', house.care.id]],
    ] as const;
    await house.database.sql(`update department_group set role = 'reader'`);
    await house.database.sql(applied[0], [...applied[1]]);
    expect(await membershipsOf(greta)).toEqual([byGroup('reader')]);
    await house.database.sql('delete from department_group');
    await house.database.sql(applied[0], [...applied[1]]);
    expect(await membershipsOf(greta)).toEqual([]);
  });

  it('is bounded', async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => `g${index}`);
    await expect(tells(many)).rejects.toMatchObject({ code: '23514' });
  });

  it('is none that the mailbox could write by itself', async () => {
    for (const statement of [
      `insert into department_group values ('i', 'n', '${house.care.id}', 'handler', now())`,
      `insert into login_group values ('${idOf(greta)}', 'n')`,
      `insert into membership values ('${idOf(greta)}', '${house.care.id}', now())`,
      `select apply_groups('${idOf(greta)}', 'x', now())`,
    ])
      await expect(mailbox.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
