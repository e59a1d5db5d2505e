import { randomUUID } from 'node:crypto';

import { logIn } from '@kuvert/simulators/oidc/log-in';
import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { hashSecret } from '@kuvert/platform/keys/secret-hash';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';

import { actingAs } from '@kuvert/testkit/acting';

import { clientOf } from '../../test-support/client.ts';
import { openEvents } from '../../test-support/events.ts';
import { startHouse, type House } from '../../test-support/house.ts';
import { addScimToken, directoryWith, type DirectoryCaller } from '../../test-support/scim.ts';
import { urns } from './names.ts';

let house: House;
let mailbox: Database;
let directory: DirectoryCaller;
/** Of another directory, with another issuer. */
let stranger: DirectoryCaller;
let tokenId: string;

beforeAll(async () => {
  house = await startHouse();
  mailbox = openDatabase({ url: house.database.urlOf('mailbox'), onError: () => undefined });
  const { id, token } = await addScimToken(house.database, house.issuer);
  tokenId = id;
  directory = directoryWith(house.origin, token);
  const other = await addScimToken(house.database, 'https://other.example');
  stranger = directoryWith(house.origin, other.token);
});
afterAll(async () => {
  await mailbox.close();
  await house.stop();
});
beforeEach(async () => {
  await house.database.sql('delete from scim_group');
  await house.database.sql('delete from scim_user');
  await house.database.sql('delete from department_group');
  await house.database.sql(`delete from membership where origin = 'group'`);
  await house.database.sql(
    'update person set deactivated_at = null, deactivated_by_directory = false',
  );
});

/** As Entra ID creates one, apart from what we don't keep. */
const newUser = (externalId: string = randomUUID(), changes: object = {}) => ({
  schemas: [urns.user, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  externalId,
  userName: `Test_User_${externalId}`,
  active: true,
  emails: [{ primary: true, type: 'work', value: 'test@example.test' }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Gro Li', familyName: 'Li', givenName: 'Gro' },
  roles: [],
  ...changes,
});
const addUser = async (externalId?: string, changes?: object): Promise<string> => {
  const { body } = await directory.post('/Users', newUser(externalId, changes)).expect(201);
  return body.id;
};
const newGroup = (externalId: string = randomUUID(), members: readonly string[] = []) => ({
  schemas: [urns.group, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
  externalId,
  displayName: `Group ${externalId}`,
  meta: { resourceType: 'Group' },
  members: members.map((value) => ({ value })),
});
const addGroup = async (externalId?: string, members?: readonly string[]): Promise<string> => {
  const { body } = await directory.post('/Groups', newGroup(externalId, members)).expect(201);
  return body.id;
};
const patchOf = (...Operations: object[]) => ({ schemas: [urns.patch], Operations });
const maps = (name: string) =>
  house.database.sql(`insert into department_group values ($1, $2, $3, 'handler', now())`, [
    ...[house.issuer, name, house.care.id],
  ]);
const membersByGroup = () =>
  house.database.sql<{ subject: string }>(
    `select p.subject from membership m join person p on p.id = m.person_id where m.origin = 'group' order by 1`,
  );
const fault = (status: number, scimType?: string) => ({
  schemas: [urns.error],
  status: String(status),
  ...(scimType && { scimType }),
  detail: expect.any(String),
});

describe('the calls that Entra ID makes', () => {
  it('tries its connection by asking for somebody who isn’t there', async () => {
    const { body, type } = await directory
      .get(`/Users?filter=userName+eq+"${randomUUID()}"`)
      .expect(200);
    expect(type).toBe('application/scim+json');
    expect(body).toEqual({
      schemas: [urns.list],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  it('creates a user, and gets what is kept of it', async () => {
    const answer = await directory.post('/Users', newUser('0a21f0f2')).expect(201);
    expect(answer.headers['location']).toBe(`${house.origin}/scim/v2/Users/${answer.body.id}`);
    expect(answer.body).toEqual({
      schemas: [urns.user],
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      externalId: '0a21f0f2',
      userName: 'Test_User_0a21f0f2',
      name: { familyName: 'Li', givenName: 'Gro' },
      active: true,
      groups: [],
      meta: expect.objectContaining({ resourceType: 'User', location: answer.headers['location'] }),
    });
    const { body } = await directory.get(`/Users/${answer.body.id}`).expect(200);
    expect(body).toEqual(answer.body);
  });

  it('finds a user by its name in any case, and by externalId', async () => {
    const id = await addUser('f9f4', { userName: 'Anna.Ek@example.test' });
    for (const filter of [
      'userName eq "anna.ek@EXAMPLE.test"',
      'externalId eq "f9f4"',
      'userName eq "ANNA.EK@example.test" and active eq true',
      'name.familyName co "L" and not (active eq false)',
    ]) {
      const { body } = await directory.get(`/Users?filter=${encodeURIComponent(filter)}`);
      expect(body.Resources).toMatchObject([{ id }]);
    }
  });

  it.each([
    'displayName eq "anna ö"',
    'name.familyName sw "lI"',
    'urn:ietf:params:scim:schemas:core:2.0:User:displayName co "NNA"',
    'userName pr and (displayName ew "Ö" or active eq false)',
    'groups pr or displayName eq "anna ö"',
    'not (groups pr) and displayName pr',
    'meta.lastModified gt "2001-01-01T00:00:00+01:00" and displayName pr',
    'meta.created lt "2999-01-01T00:00:00Z" and displayName pr',
    'urn:ietf:params:scim:schemas:extension:kuvert:2.0:User:hsaId eq "SE2321000016-1A2B"',
  ])('finds a user as the schema compares: %s', async (filter) => {
    const names = { displayName: 'Anna Ö', [urns.kuvertUser]: { hsaId: 'SE2321000016-1A2B' } };
    const id = await addUser('a1', names);
    await addUser('b2', { name: { familyName: 'Berg' } });
    const { body } = await directory.get(`/Users?filter=${encodeURIComponent(filter)}`).expect(200);
    expect(body.Resources.map((each: { id: string }) => each.id)).toEqual([id]);
  });

  it.each([
    'externalId sw "A1"',
    'urn:ietf:params:scim:schemas:extension:kuvert:2.0:User:hsaId eq "se2321000016-1a2b"',
    'groups pr',
    'displayName eq "anna" and active eq true',
    'emails[type eq "work"].value eq "anna@example.test"',
    'meta.lastModified lt "2001-01-01T00:00:00Z"',
  ])('finds nobody where the case counts, or nothing is there: %s', async (filter) => {
    await addUser('a1', { [urns.kuvertUser]: { hsaId: 'SE2321000016-1A2B' } });
    const { body } = await directory.get(`/Users?filter=${encodeURIComponent(filter)}`).expect(200);
    expect(body).toMatchObject({ totalResults: 0, Resources: [] });
  });

  it('disables a user by a value without a path that names the schema', async () => {
    const id = await addUser();
    const value = { [urns.user]: { active: false } };
    const { body } = await directory
      .patch(`/Users/${id}`, patchOf({ op: 'replace', value }))
      .expect(200);
    expect(body.active).toBe(false);
  });

  it('changes attributes of several values that we don’t keep, and a name', async () => {
    const id = await addUser();
    const { body } = await directory
      .patch(
        `/Users/${id}`,
        patchOf(
          { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@example.test' },
          { op: 'Replace', path: 'name.familyName', value: 'Lind' },
        ),
      )
      .expect(200);
    expect(body).toMatchObject({ name: { familyName: 'Lind', givenName: 'Gro' } });
  });

  it('changes names by a value without a path, with dots in its names', async () => {
    const id = await addUser();
    const value = { 'name.givenName': 'Greta', displayName: 'Greta L', active: 'True' };
    const { body } = await directory
      .patch(`/Users/${id}`, patchOf({ op: 'Add', value }))
      .expect(200);
    expect(body).toMatchObject({
      name: { givenName: 'Greta' },
      displayName: 'Greta L',
      active: true,
    });
  });

  it.each([false, 'False'])('disables a user by active: %j', async (value) => {
    const id = await addUser();
    const { body } = await directory
      .patch(`/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value }))
      .expect(200);
    expect(body.active).toBe(false);
  });

  it('creates a group, reads it without its members, and renames it', async () => {
    const id = await addGroup('8aa1');
    const { body } = await directory.get(`/Groups/${id}?excludedAttributes=members`).expect(200);
    expect(body).toMatchObject({ id, externalId: '8aa1', displayName: 'Group 8aa1' });
    expect(body).not.toHaveProperty('members');
    const found = await directory.get(
      '/Groups?excludedAttributes=members&filter=displayName eq "group 8AA1"',
    );
    expect(found.body.Resources).toMatchObject([{ id }]);
    await directory
      .patch(`/Groups/${id}`, patchOf({ op: 'Replace', path: 'displayName', value: 'Newer' }))
      .expect(204);
    expect((await directory.get(`/Groups/${id}`)).body.displayName).toBe('Newer');
  });

  it('adds members and takes them away, in both of its dialects', async () => {
    const [one, two, three] = [await addUser(), await addUser(), await addUser()];
    const id = await addGroup();
    const members = async () =>
      (await directory.get(`/Groups/${id}`)).body.members.map(
        (each: { value: string }) => each.value,
      );
    const all = [one, two, three].map((value) => ({ $ref: null, value }));
    await directory
      .patch(`/Groups/${id}`, patchOf({ op: 'Add', path: 'members', value: all }))
      .expect(204);
    expect(await members()).toEqual([one, two, three]);
    await directory
      .patch(`/Groups/${id}`, patchOf({ op: 'Remove', path: 'members', value: [{ value: one }] }))
      .expect(204);
    await directory
      .patch(`/Groups/${id}`, patchOf({ op: 'remove', path: `members[value eq "${two}"]` }))
      .expect(204);
    expect(await members()).toEqual([three]);
    const asked = `/Groups?filter=${encodeURIComponent(`id eq "${id}" and members eq "${three}"`)}`;
    expect((await directory.get(asked)).body.totalResults).toBe(1);
    await directory.patch(`/Groups/${id}`, patchOf({ op: 'Remove', path: 'members' })).expect(204);
    expect(await members()).toEqual([]);
  });

  it('deletes users and groups', async () => {
    const [user, group] = [await addUser(), await addGroup()];
    await directory.delete(`/Users/${user}`).expect(204);
    await directory.delete(`/Groups/${group}`).expect(204);
    expect((await directory.get(`/Users/${user}`)).body).toEqual(fault(404));
    expect((await directory.delete(`/Groups/${group}`)).body).toEqual(fault(404));
  });

  it('reads what can be done here', async () => {
    const config = await directory.get('/ServiceProviderConfig').expect(200);
    expect(config.body).toMatchObject({ patch: { supported: true }, bulk: { supported: false } });
    const types = await directory.get('/ResourceTypes').expect(200);
    expect(types.body.Resources.map(({ id }: { id: string }) => id)).toEqual(['User', 'Group']);
    await directory.get(`/Schemas/${urns.user}`).expect(200);
    await directory.get('/Schemas/urn:none').expect(404);
  });

  it.each([
    '/ServiceProviderConfig',
    '/ResourceTypes',
    '/ResourceTypes/User',
    '/Schemas',
    `/Schemas/${urns.group}`,
  ])('is refused a filter of what can be done here: %s', async (path) => {
    for (const filter of ['filter=name+eq+"User"', 'filter=', 'filter=a&filter=b']) {
      const { status, body } = await directory.get(`${path}?${filter}`);
      expect([status, body]).toEqual([403, fault(403)]);
    }
  });
});

describe('a person whom a directory tells of', () => {
  it('is the one who logs in, and whom the operator made known', async () => {
    const id = await addUser('anna', { displayName: 'Anna Ö' });
    const rows = await house.database.sql('select person_id, issuer from scim_user where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ person_id: house.personIds.anna, issuer: house.issuer }]);
  });

  it('is logged out with the call that says they left, streams included, and not let in again', async () => {
    const session = await house.logIn('bo');
    const events = await openEvents(house.origin, session.cookie);
    const id = await addUser('bo');
    await directory
      .patch(`/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))
      .expect(200);
    const { status } = await clientOf(house.origin, session).get('/api/me');
    expect(status).toBe(401);
    expect(await events.ended()).toBe(true);
    const record = await house.database.sql(
      `select person_id, detail from audit where action = 'person-deactivated' order by seq desc limit 1`,
    );
    expect(record).toEqual([{ person_id: null, detail: `${house.personIds.bo} scim ${tokenId}` }]);
    await directory
      .patch(`/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: true }))
      .expect(200);
    expect((await clientOf(house.origin, await house.logIn('bo')).get('/api/me')).status).toBe(200);
  });

  it('who is deleted has left, and what they had taken is new again', async () => {
    const id = await addUser('bo');
    const bo = clientOf(house.origin, await house.logIn('bo'));
    const message = await house.receive(house.care);
    await bo.post(`/api/messages/${message.id}/take`).expect(200);
    await directory.delete(`/Users/${id}`).expect(204);
    expect((await bo.get('/api/me')).status).toBe(401);
    const handling = 'select state from handling where message_id = $1';
    expect(await house.database.sql(handling, [message.id])).toEqual([{ state: 'new' }]);
    await addUser('bo');
    await house.logIn('bo');
  });

  it('stays out where the operator said so, whatever the directory says', async () => {
    const id = await addUser('cecilia', { active: false });
    const { cecilia } = house.personIds;
    await house.database.sql('select deactivate_person($1, null, now())', [cecilia]);
    await directory
      .patch(`/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: true }))
      .expect(200);
    const left = 'select from person where id = $1 and deactivated_at is not null';
    expect(await house.database.sql(left, [cecilia])).toHaveLength(1);
  });

  it('is a member by their groups at once, without a login, and announced', async () => {
    await maps('care');
    const user = await addUser('greta');
    const group = await addGroup('care');
    await house.database.sql('delete from announcement');
    await directory
      .patch(`/Groups/${group}`, patchOf({ op: 'Add', path: 'members', value: [{ value: user }] }))
      .expect(204);
    expect(await membersByGroup()).toEqual([{ subject: 'greta' }]);
    const announced = await house.database.sql('select department_id, kind from announcement');
    expect(announced).toEqual([{ department_id: house.care.id, kind: 'member-by-group' }]);
    const session = await logIn(house.origin, 'greta');
    const { body } = await clientOf(house.origin, session).get('/api/me').expect(200);
    expect(body.departments).toMatchObject([{ id: house.care.id, role: 'handler' }]);
  });

  it.each([
    [
      'leaves the group',
      (user: string) => patchOf({ op: 'Remove', path: `members[value eq "${user}"]` }),
    ],
    [
      'is in a group of another name',
      () => patchOf({ op: 'Replace', path: 'externalId', value: 'x' }),
    ],
    ['is in a group that has others', () => patchOf({ op: 'Replace', path: 'members', value: [] })],
  ])('who %s is no member any more', async (_how, patch) => {
    await maps('care');
    const user = await addUser('dora');
    const group = await addGroup('care', [user]);
    expect(await membersByGroup()).toEqual([{ subject: 'dora' }]);
    await directory.patch(`/Groups/${group}`, patch(user)).expect(204);
    expect(await membersByGroup()).toEqual([]);
  });

  it('is no member any more when the group or they are gone', async () => {
    await maps('care');
    const [one, two] = [await addUser('ebba'), await addUser('fia')];
    const group = await addGroup('care', [one, two]);
    await directory.delete(`/Users/${one}`).expect(204);
    expect(await membersByGroup()).toEqual([{ subject: 'fia' }]);
    await directory.delete(`/Groups/${group}`).expect(204);
    expect(await membersByGroup()).toEqual([]);
  });

  it('who is deleted has nothing left by groups that a login told either', async () => {
    await maps('care');
    const id = await addUser('gun');
    await house.database.sql(
      `select groups_at_login(person_id, array['care'], now()) from scim_user where id = $1`,
      [id],
    );
    expect(await membersByGroup()).toEqual([{ subject: 'gun' }]);
    await directory.delete(`/Users/${id}`).expect(204);
    expect(await membersByGroup()).toEqual([]);
  });

  it('is known by the attribute of the token, which has to be there and stays', async () => {
    const { token } = await addScimToken(house.database, 'urn:hsa', { subjectFrom: 'hsaId' });
    const cards = directoryWith(house.origin, token);
    const user = newUser();
    expect((await cards.post('/Users', user)).body).toEqual(fault(400, 'invalidValue'));
    const hsaId = 'SE2321000016-1A2B';
    const { body } = await cards
      .post('/Users', { ...user, [urns.kuvertUser]: { hsaId } })
      .expect(201);
    expect(body[urns.kuvertUser]).toEqual({ hsaId });
    const other = patchOf({ op: 'Replace', path: `${urns.kuvertUser}:hsaId`, value: 'SE1-2' });
    const refused = await cards.patch(`/Users/${body.id}`, other);
    expect(refused.body).toEqual(fault(400, 'mutability'));
  });

  it('is replaced whole by PUT, and stays as active as they were where it says nothing of it', async () => {
    const id = await addUser('gia', { displayName: 'Gia', active: false });
    const { schemas, externalId, userName } = newUser('gia');
    const { body } = await directory
      .put(`/Users/${id}`, { schemas, externalId, userName })
      .expect(200);
    expect(body).toMatchObject({ externalId, userName, active: false });
    expect(body).not.toHaveProperty('displayName');
  });
});

describe('an answer to a change', () => {
  const keysOf = ({ body }: { readonly body: object }) => Object.keys(body).toSorted();

  it('has only the attributes of a user that are asked for, and says where all of it is', async () => {
    const user = newUser('gro');
    const posted = await directory.post('/Users?attributes=userName', user).expect(201);
    expect(keysOf(posted)).toEqual(['id', 'schemas', 'userName']);
    expect(posted.headers['location']).toBe(`${house.origin}/scim/v2/Users/${posted.body.id}`);
    const path = `/Users/${posted.body.id}`;
    const put = await directory.put(`${path}?attributes=name.givenName,active`, user).expect(200);
    expect(keysOf(put)).toEqual(['active', 'id', 'name', 'schemas']);
    const patch = patchOf({ op: 'Replace', path: 'active', value: false });
    const patched = await directory.patch(`${path}?excludedAttributes=groups,meta,name`, patch);
    expect(keysOf(patched)).toEqual(['active', 'externalId', 'id', 'schemas', 'userName']);
    expect(patched.body.active).toBe(false);
  });

  it('has only the attributes of a group that are asked for; to a PATCH only then', async () => {
    const group = newGroup('8aa2', [await addUser()]);
    const posted = await directory.post('/Groups?excludedAttributes=members', group).expect(201);
    expect(keysOf(posted)).toEqual(['displayName', 'externalId', 'id', 'meta', 'schemas']);
    const path = `/Groups/${posted.body.id}`;
    const put = await directory.put(`${path}?attributes=displayName`, group).expect(200);
    expect(keysOf(put)).toEqual(['displayName', 'id', 'schemas']);
    const patch = patchOf({ op: 'Replace', path: 'displayName', value: 'Newer' });
    const patched = await directory.patch(`${path}?attributes=members,displayName`, patch);
    expect(patched.status).toBe(200);
    expect(keysOf(patched)).toEqual(['displayName', 'id', 'members', 'schemas']);
    expect(patched.body).toMatchObject({ displayName: 'Newer', members: [expect.anything()] });
    await directory.patch(`${path}?excludedAttributes=members`, patch).expect(204);
  });
});

describe('a list', () => {
  it('has pages, and only what is asked for', async () => {
    const ids = [await addUser(), await addUser(), await addUser()];
    const { body } = await directory.get(
      '/Users?startIndex=2&count=1&attributes=userName,meta.created',
    );
    expect(body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
    expect(Object.keys(body.Resources[0]).toSorted()).toEqual([
      'id',
      'meta',
      'schemas',
      'userName',
    ]);
    expect(body.Resources[0].id).toBe(ids[1]);
    const counted = await directory.get('/Users?count=0');
    expect(counted.body).toMatchObject({ totalResults: 3, itemsPerPage: 0, Resources: [] });
    const beyond = await directory.get('/Users?startIndex=10&count=5');
    expect(beyond.body).toMatchObject({ totalResults: 3, Resources: [] });
  });
});

describe('a directory', () => {
  it('sees nobody of another one’s, changes nobody there, and takes nobody of it into its groups', async () => {
    const [user, group] = [await addUser('gun'), await addGroup('theirs')];
    expect((await stranger.get('/Users')).body.totalResults).toBe(0);
    expect((await stranger.get('/Groups')).body.totalResults).toBe(0);
    const unknown = randomUUID();
    for (const [path, id] of [
      ['/Users', user],
      ['/Groups', group],
    ] as const) {
      const foreign = await stranger.get(`${path}/${id}`);
      const none = await stranger.get(`${path}/${unknown}`);
      expect([foreign.status, foreign.body]).toEqual([none.status, none.body]);
      expect(foreign.status).toBe(404);
      await stranger.delete(`${path}/${id}`).expect(404);
      const patch = patchOf({ op: 'Replace', path: 'displayName', value: 'Mine' });
      await stranger.patch(`${path}/${id}`, patch).expect(404);
    }
    await stranger.put(`/Users/${user}`, newUser('gun')).expect(404);
    const foreign = await stranger.post('/Groups', newGroup('mine', [user]));
    const none = await stranger.post('/Groups', newGroup('mine', [unknown]));
    expect(foreign.body).toEqual(fault(400, 'invalidValue'));
    expect(none.body).toEqual(foreign.body);
    expect((await stranger.get('/Groups')).body.totalResults).toBe(0);
  });

  it('changes nothing of another one’s in the database either, whatever a handler forgets', async () => {
    const [user, group] = [await addUser('gun'), await addGroup('theirs')];
    const { token } = await addScimToken(house.database, 'https://other.example');
    const byToken = async (call: string, id: string): Promise<unknown> =>
      (await mailbox.query<{ outcome: unknown }>(call, [hashSecret(token), id])).rows[0]?.outcome;
    expect(
      await byToken(
        `select scim_save_group($1, now(), false, $2, 'mine', 'mine', null, '{}', '{}') as outcome`,
        group,
      ),
    ).toBe('unknown');
    expect(
      await byToken(
        `select scim_save_user($1, now(), false, $2, null, 'mine', 'gun', null, null, null, null, 'Mine', false) as outcome`,
        user,
      ),
    ).toBe('unknown');
  });

  it('makes no member by a group of another issuer’s mapping', async () => {
    await maps('care');
    const { body } = await stranger.post('/Users', newUser('mallory')).expect(201);
    await stranger.post('/Groups', newGroup('care', [body.id])).expect(201);
    expect(await membersByGroup()).toEqual([]);
  });

  it('proves itself by a token that goes on', async () => {
    const over = await addScimToken(house.database, house.issuer, { days: -1 });
    const removed = await addScimToken(house.database, house.issuer);
    const gone = directoryWith(house.origin, removed.token);
    await gone.get('/Users').expect(200);
    await house.database.sql('update scim_token set removed_at = now() where id = $1', [
      removed.id,
    ]);
    for (const caller of [
      directoryWith(house.origin, over.token),
      gone,
      directoryWith(house.origin, 'x'),
    ]) {
      const { status, body, headers } = await caller.post('/Users', newUser());
      expect([status, body]).toEqual([401, fault(401)]);
      expect(headers['www-authenticate']).toContain('invalid_token');
    }
    await supertest(house.origin).get('/scim/v2/Users').expect(401);
  });

  it('is counted for all replicas together, by its token', async () => {
    const [busy, other] = [
      await addScimToken(house.database, house.issuer),
      await addScimToken(house.database, house.issuer),
    ];
    await house.database.sql(
      `select take_share('scim', $1, null, now(), interval '1 minute', 3000) from generate_series(1, 3000)`,
      [busy.id],
    );
    const refused = await directoryWith(house.origin, busy.token).post('/Users', newUser());
    expect([refused.status, refused.body]).toEqual([429, fault(429)]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await directoryWith(house.origin, other.token).get('/Users').expect(200);
  });

  it('is none by a session of the mailbox’s, and its token opens nothing else', async () => {
    const { cookie } = await house.logIn('anna');
    const agent = supertest(house.origin);
    const { token } = await addScimToken(house.database, house.issuer);
    const asked = [
      await agent.get('/scim/v2/Users').set('cookie', cookie),
      await agent.get('/api/me').auth(token, { type: 'bearer' }),
      await agent.get('/system/v1/messages').auth(token, { type: 'bearer' }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});

describe('what a directory may not send', () => {
  it('a second one of a name or an id', async () => {
    const user = newUser('hedda');
    await directory.post('/Users', user).expect(201);
    const again = await directory.post('/Users', {
      ...user,
      userName: user.userName.toUpperCase(),
      externalId: 'h2',
    });
    expect([again.status, again.body]).toEqual([409, fault(409, 'uniqueness')]);
    const sameId = await directory.post('/Users', { ...user, userName: 'other' });
    expect(sameId.body).toEqual(fault(409, 'uniqueness'));
    await addGroup('one');
    const group = await directory.post('/Groups', newGroup('one'));
    expect(group.body).toEqual(fault(409, 'uniqueness'));
  });

  it('the same one twenty times at once: one is there', async () => {
    const user = newUser('ida');
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await directory.post('/Users', user)).status),
    );
    expect(Map.groupBy(answers, (status) => status).get(201)).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set([201, 409]));
  });

  it.each([
    ['no user name', { userName: undefined }],
    ['a user name that is a list', { userName: ['a'] }],
    ['a name too long', { userName: 'a'.repeat(301) }],
    ['a control character', { displayName: 'a\u0000b' }],
    ['a truth that is none', { active: 'maybe' }],
    ['a name that is a text', { name: 'Anna' }],
  ])('a user with %s', async (_what, changes) => {
    const { body } = await directory.post('/Users', newUser('jo', changes));
    expect(body).toEqual(fault(400, 'invalidValue'));
  });

  it.each([
    ['of no schema', { userName: 'a' }],
    ['of a group’s', { schemas: [urns.group], userName: 'a' }],
  ])('a user %s', async (_what, user) => {
    const { body } = await directory.post('/Users', user);
    expect(body).toEqual(fault(400, 'invalidSyntax'));
  });

  it.each([
    'userName',
    'userName eq',
    'userName eq "a" or',
    'userName regex "a"',
    '"a" eq userName',
    `${'('.repeat(200)}userName eq "a"${')'.repeat(200)}`,
    `${'not '.repeat(100)}(userName eq "a")`,
    `${'emails['.repeat(60)}value eq "a"${']'.repeat(60)}`,
  ])('a filter such as %j', async (filter) => {
    const { status, body } = await directory.get(`/Users?filter=${encodeURIComponent(filter)}`);
    expect([status, body]).toEqual([400, fault(400, 'invalidFilter')]);
  });

  it('a filter longer than any', async () => {
    const filter = encodeURIComponent(`userName eq "${'a'.repeat(2_000)}"`);
    expect((await directory.get(`/Users?filter=${filter}`)).status).toBe(400);
  });

  it.each([
    [{ op: 'move', path: 'displayName', value: 'a' }, 'invalidSyntax'],
    [{ op: 'remove' }, 'invalidSyntax'],
    [{ op: 'add', value: 'a' }, 'invalidSyntax'],
    [{ op: 'replace', path: '', value: 1 }, 'invalidSyntax'],
    [{ op: 'replace', path: 7, value: 1 }, 'invalidPath'],
    [{ op: 'replace', path: '__proto__.polluted', value: 'yes' }, 'invalidPath'],
    [{ op: 'replace', path: 'displayName]', value: 'a' }, 'invalidPath'],
    [{ op: 'replace', path: 'a'.repeat(501), value: 'a' }, 'invalidPath'],
    [{ op: 'replace', path: 'emails[type eq].value', value: 'a' }, 'invalidFilter'],
    [{ op: 'remove', path: 'userName' }, 'invalidValue'],
    [{ op: 'replace', path: 'active', value: {} }, 'invalidValue'],
    [{ op: 'replace', path: 'name', value: 'a' }, 'invalidValue'],
  ])('an operation such as %j', async (operation, scimType) => {
    const id = await addUser('kim');
    const { status, body } = await directory.patch(`/Users/${id}`, patchOf(operation));
    expect([status, body]).toEqual([400, fault(400, scimType)]);
    expect({}).not.toHaveProperty('polluted');
  });

  it('a patch of too many operations, and none of it is done', async () => {
    const id = await addUser('lo');
    const operation = { op: 'Replace', path: 'active', value: false };
    const { body } = await directory.patch(
      `/Users/${id}`,
      patchOf(...Array.from({ length: 1_001 }, () => operation)),
    );
    expect(body).toEqual(fault(400, 'tooMany'));
    expect((await directory.get(`/Users/${id}`)).body.active).toBe(true);
  });

  it('a patch that looks through a group again and again', async () => {
    const id = await addGroup('many', [await addUser()]);
    const search = { op: 'Remove', path: 'members[display sw "x"]' };
    const searches = (times: number) => patchOf(...Array.from({ length: times }, () => search));
    await directory.patch(`/Groups/${id}`, searches(20)).expect(204);
    const { body } = await directory.patch(`/Groups/${id}`, searches(21));
    expect(body).toEqual(fault(400, 'tooMany'));
  });

  it('more than a body holds, or what is no JSON', async () => {
    const large = await directory.post('/Users', newUser('my', { title: 'x'.repeat(1_100_000) }));
    expect([large.status, large.body]).toEqual([413, fault(413)]);
    const { token } = await addScimToken(house.database, house.issuer);
    const { status, body } = await supertest(house.origin)
      .post('/scim/v2/Users')
      .auth(token, { type: 'bearer' })
      .type('application/scim+json')
      .send('{');
    expect([status, body]).toEqual([400, fault(400, 'invalidSyntax')]);
  });

  it('an id that is none, and a path that isn’t there', async () => {
    expect((await directory.get('/Users/none')).body).toEqual(fault(404));
    expect((await directory.get('/Nothing')).body).toEqual(fault(404));
  });
});

describe('a directory that ends memberships', () => {
  it('waits for a colleague who is at what a leaver had, before it holds what that colleague waits for', async () => {
    await maps('care');
    const users = [await addUser('ottilia'), await addUser('petra')];
    const group = await addGroup('care', users);
    const messages = [await house.receive(house.care), await house.receive(house.care)];
    for (const [index, user] of users.entries())
      await house.database.sql(
        `update handling set state = 'taken', at = now(), person_id = u.person_id
           from scim_user u where message_id = $1 and u.id = $2`,
        [messages[index]?.id, user],
      );
    // whichever of them comes second: the first's part of the trail would be written by then
    const [last] = await house.database.sql<{ message: string }>(
      `select message_id as message from handling where state = 'taken' and message_id = any($1)
        order by person_id desc limit 1`,
      [messages.map(({ id }) => id)],
    );
    const scope = await actingAs(house.database, house.personIds.bo);
    const waits = async () =>
      (
        await house.database.sql(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).length;
    let ended: Promise<{ readonly status: number }> | undefined;
    await mailbox.transaction(async (transaction) => {
      await transaction.query('select from handling where message_id = $1 for update', [
        last?.message,
      ]);
      ended = directory
        .patch(`/Groups/${group}`, patchOf({ op: 'Remove', path: 'members' }))
        .then((answer) => answer);
      await expect.poll(waits).toBeGreaterThan(0);
      await transaction.query(`select audit_append($1, 'take-over', null, null, null, null)`, [
        scope.person,
      ]);
    }, scope);
    expect((await ended)?.status).toBe(204);
    expect(await membersByGroup()).toEqual([]);
  });
});

it('the mailbox can read and write none of it but by a token that goes on', async () => {
  for (const table of ['scim_token', 'scim_user', 'scim_group', 'scim_member'])
    await expect(mailbox.query(`select from ${table}`)).rejects.toMatchObject({ code: '42501' });
  const over = await addScimToken(house.database, house.issuer, { days: -1 });
  const removed = await addScimToken(house.database, house.issuer);
  await house.database.sql('update scim_token set removed_at = now() where id = $1', [removed.id]);
  for (const token of ['x', over.token, removed.token]) {
    const asked = mailbox.query('select from scim_users($1, now(), null, null, null, 0, 1)', [
      hashSecret(token),
    ]);
    await expect(asked).rejects.toMatchObject({ code: '42501' });
  }
});
