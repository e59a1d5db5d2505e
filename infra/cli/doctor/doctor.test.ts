import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { asId } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import { systemClock, type Clock } from '@kuvert/shared/clock';
import { createKeyProvider } from '@kuvert/platform/keys/provider';
import { openDatabase, type Database } from '@kuvert/platform/postgres/database';
import { systemRandomness } from '@kuvert/platform/system/randomness';
import { newHybridIdentity, type IdentityPair } from '@kuvert/platform/vault/hybrid';
import { createTestDatabase, rolePasswords, type TestDatabase } from '@kuvert/testkit/database';
import {
  createMemoryObjectStore,
  type MemoryObjectStore,
} from '@kuvert/testkit/memory-object-store';

import { addMember, addNumber, addPerson } from '../actions/departments.ts';
import { giveHouseRole } from '../actions/house-roles.ts';
import { registerOutboundKey } from '../actions/outbound-key.ts';
import type { House } from '../house.ts';
import { fileSealedDocument, type FiledDocument } from '../testing/filed-document.ts';
import { doctorLines, runDoctor } from './doctor.ts';

let server: TestDatabase;
let database: Database;
let stored: MemoryObjectStore;
let objects: MemoryObjectStore;
let keys: KeyProvider;
let recovery: IdentityPair;
let filed: FiledDocument;

/** A house in which nothing is wrong; what a test does to it is rolled back. */
beforeAll(async () => {
  keys = createKeyProvider(await newHybridIdentity());
  recovery = await newHybridIdentity();
  server = await createTestDatabase();
  // one connection: the doctor looks inside of the test's own transaction
  database = openDatabase({ url: server.ownerUrl, max: 1, onError: () => undefined });
  stored = createMemoryObjectStore();
  const deps = { database, clock: systemClock, randomness: systemRandomness };
  filed = await fileSealedDocument(
    { ...deps, objects: stored, keyWrapper: keys },
    Buffer.from('a fax'),
  );
  const { departmentId } = filed;
  await addNumber({ database })({ number: '+4622534210', departmentId });
  const personId = await addPerson(deps)({ issuer: 'https://id', subject: 'anna', name: 'Anna' });
  await addMember(deps)({ personId, departmentId, role: 'administrator' });
  await giveHouseRole(deps)({ personId, role: 'auditor' });
  await database.query(`insert into audit_checkpoint select max(seq) + 1, now(), 'o' from audit`);
  await registerOutboundKey(deps)({ recipient: (await newHybridIdentity()).recipient });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  objects = createMemoryObjectStore();
  await objects.put(filed.objectName, await stored.get(filed.objectName, 10_000));
  await database.query('begin');
  return () => database.query('rollback');
});

const sql = (text: string, values?: readonly unknown[]) => database.query(text, values);

const look = (overrides: Partial<House> = {}, clock: Clock = systemClock) =>
  runDoctor(
    {
      ownerUrl: server.ownerUrl,
      database,
      objects: async () => objects,
      makeObjects: async () => objects,
      objectsFolder: undefined,
      keyPaths: () => ({ keyFile: '', passphraseFile: '' }),
      keyWrapper: async () => keys,
      keyProvider: async () => keys,
      recoveryRecipient: async () => recovery.recipient,
      rolePasswords: async () => rolePasswords,
      close: async () => undefined,
      ...overrides,
    },
    clock,
  );

/** What isn't as it should be, a text each. */
const trouble = async (overrides?: Partial<House>, clock?: Clock): Promise<readonly string[]> =>
  (await look(overrides, clock))
    .filter(({ level }) => level !== 'ok')
    .map(({ check, level, text }) => `${level} ${check}: ${text}`);

const saying = (text: string): unknown => expect.stringContaining(text);

const addWork = (columns: string, values: string): Promise<unknown> =>
  sql(
    `insert into work (id, service, kind, subject, created_at, ${columns})
     values ('w', 'ingest', 'take-in', 's', now(), ${values})`,
  );

/** A sent fax whose one delivery is in this state for so long. */
const addDelivery = async (state: 'queued' | 'unknown', age: string): Promise<void> => {
  await sql(`insert into send_order (id, department_id, created_by, request_id, stage, created_at, changed_at, sent_at,
      to_number, from_number, resolution, cover, language, code, key_id, contents, prepared_version, pages)
    select 'o', k.department_id, p.id, 'r', 'sent', now(), now(), now(), '+46317001234', '+4622534210', 'fine', true,
      'sv', 'CODE', k.id, '\\x00', 0, 1 from department_key k, person p limit 1`);
  await sql(
    `insert into delivery (id, order_id, department_id, attempt, to_number, from_number, asked_by, possible_duplicate,
       state, unknown_reason, queued_at, due_at, deadline, changed_at)
     select 'd', id, department_id, 1, to_number, from_number, created_by, false, $1::text,
       case $1 when 'unknown' then 'no-word' end, now(), now() - $2::interval, now(), now() - $2::interval
       from send_order`,
    [state, age],
  );
};

describe('the doctor', () => {
  it('finds nothing in a house where nothing is wrong', async () => {
    expect(await trouble()).toEqual([]);
    expect(doctorLines(await look()).at(-1)).toBe('Nothing is wrong; 0 to look at.');
  });

  it('says that nobody looks after a department', async () => {
    await sql(`update membership set role = 'handler'`);
    expect(await trouble()).toEqual([saying('warn administrators: nobody looks after')]);
  });

  it('says that nobody looks through the log', async () => {
    await sql('delete from house_role');
    expect(await trouble()).toEqual([saying('warn log: nobody looks through the log')]);
  });

  it('says that the end of the log could be cut off unseen', async () => {
    await sql('delete from audit_checkpoint');
    expect(await trouble()).toEqual([
      saying('warn checkpoints: the end of the log could be cut off unseen'),
    ]);
  });

  it('says that the last checkpoint is old, when there is something newer to sign', async () => {
    await sql(`update audit_checkpoint set at = now() - interval '4 hours 10 minutes'`);
    expect(await trouble()).toEqual([]);
    for (const detail of ['1', '2', '3'])
      await sql(`select audit_append(null, 'x', null, null, null, $1)`, [detail]);
    expect(await trouble()).toEqual([
      saying('warn checkpoints: the last checkpoint of the log is 4 hours old'),
    ]);
  });

  it('reminds of the sampled check, until one was signed in the last period', async () => {
    const later: Clock = { now: () => new Date(Date.now() + 50 * 24 * 60 * 60 * 1000) };
    await sql(`select audit_append(id, 'page', null, null, null, 'page 1') from person`);
    const reminder = saying('warn log: no sample of what was read was signed in 45 days');
    expect(await trouble()).toEqual([]);
    expect(await trouble({}, later)).toContainEqual(reminder);
    await sql(
      `insert into log_review select 'r', $1::timestamptz - interval '1 day', $1, 1, id, $1, id, $1, '\\x00' from person`,
      [later.now()],
    );
    expect(await trouble({}, later)).not.toContainEqual(reminder);
  });

  it('says that nobody who logged in of late can open a department, and what their logins lack', async () => {
    const logIn = (loa: string | null) =>
      sql(
        `insert into session (id_hash, person_id, csrf_token, created_at, seen_at, expires_at, loa)
         select gen_random_uuid()::text, id, '', now(), now(), now(), $1 from person limit 1`,
        [loa],
      );
    await logIn(null);
    const unsaid = await trouble();
    await logIn('LoA2');
    const weaker = await trouble();
    await sql(`insert into department_exception
      select 'e', id, 'cards', 'they come', 'LoA2', now(), now() + interval '60 days' from department`);
    expect([unsaid, weaker, await trouble()]).toEqual([
      [saying('it demands LoA3, and their logins say no level')],
      [saying('it demands LoA3, and their logins are weaker')],
      [],
    ]);
  });

  it('says that an exception from what a department demands is about to end', async () => {
    await sql(`insert into department_exception
      select 'e', id, 'cards', 'they come', null, now(), now() + interval '3 days' from department`);
    expect(await trouble()).toContainEqual(saying('warn assurance: the exception “cards” of'));
  });

  it('says that a database was never migrated, and stops there', async () => {
    await sql('drop schema public cascade');
    await sql('create schema public');
    expect(await trouble()).toEqual([saying('wrong schema: the database was never migrated')]);
  });

  it('says that a migration has not run', async () => {
    await sql("delete from schema_migration where name like '0003%'");
    expect(await trouble()).toEqual([saying('wrong schema: 1 migrations have not run')]);
  });

  it('says that a migration was changed after it ran', async () => {
    await sql("update schema_migration set sha256 = '' where name like '0002%'");
    expect(await trouble()).toEqual([saying('wrong schema: a migration was changed')]);
  });

  it('says that the database is newer than this release', async () => {
    await sql("insert into schema_migration values ('9999_x.sql', '', now())");
    expect(await trouble()).toEqual([saying('wrong schema: the database is newer')]);
  });

  it.each([
    ['grant select on document to kuvert_ingest', 'kuvert_ingest may select document'],
    [
      'grant select (wrapped) on department_identity to kuvert_ingest',
      'kuvert_ingest may select department_identity',
    ],
    ['grant update on audit to kuvert_mailbox', 'kuvert_mailbox may update audit'],
    ['grant delete on membership to kuvert_mailbox', 'kuvert_mailbox may delete membership'],
    ['grant insert on fax_number to kuvert_ingest', 'kuvert_ingest may insert fax_number'],
    ['grant update on document to kuvert_mailbox', 'kuvert_mailbox may update document'],
    ['grant select on message_text to kuvert_ingest', 'kuvert_ingest may select message_text'],
    ['alter table document disable row level security', 'row-level security is off for document'],
  ])('notices a right that was changed by hand: %s', async (change, said) => {
    await sql(change);
    expect(await trouble()).toEqual([saying(`wrong roles: ${said}`)]);
  });

  it('says who reads nothing because nobody is a member', async () => {
    await sql('update department set unassigned = false');
    await sql('delete from membership');
    expect(await trouble()).toContainEqual(saying('warn departments: '));
    expect(await trouble()).toContainEqual(saying('has no members: nobody sees its faxes'));
  });

  it('says that the last who read a department that is closed down has left, and asks for no number there', async () => {
    await sql(`insert into department (id, name, unassigned, created_at, closed_down_at)
      values ('old', 'Old school', false, now(), now())`);
    await sql(`insert into person (id, issuer, subject, name, created_at)
      values ('bo', 'https://id', 'bo', 'Bo', now())`);
    await sql(`insert into membership (person_id, department_id, created_at, role, origin)
      values ('bo', 'old', now(), 'reader', 'hand')`);
    // as a directory does
    const { rows } = await sql(`select deactivate_person('bo', 'scim t', now()) as done`);
    expect(rows).toEqual([{ done: true }]);
    const said = await trouble();
    expect(said).toContain(
      'warn departments: Old school is closed down and has no members: nobody can read what is there',
    );
    expect(said).not.toContainEqual(saying('Old school has no fax number'));
  });

  it.each([
    ['is a member', 'delete from membership'],
    ['does more than read', `update membership set role = 'reader'`],
    ['has stayed', 'update person set deactivated_at = now()'],
  ])(
    'says that no faxes are taken in, where nobody of the unassigned department %s',
    async (_what, change) => {
      await sql(change);
      expect(await trouble()).toContainEqual(
        expect.stringMatching(/^wrong unassigned: .* has nobody who takes care of its faxes/),
      );
    },
  );

  it('says that faxes to unknown numbers have nowhere to go', async () => {
    await sql('update department set unassigned = false');
    expect(await trouble()).toEqual([saying('wrong unassigned: no department gets the faxes')]);
  });

  it('says that a department has no key to seal for', async () => {
    await sql('update department_key set retired_at = now()');
    expect(await trouble()).toEqual([saying('has no active key')]);
  });

  it('says that no number leads anywhere', async () => {
    await sql('delete from fax_number');
    expect(await trouble()).toEqual([saying('warn numbers: no fax number')]);
  });

  it('says that the master key is another one', async () => {
    const other = createKeyProvider(await newHybridIdentity());
    expect(await trouble({ keyProvider: async () => other })).toEqual([
      saying('wrong keys: the master key does not open'),
    ]);
  });

  it('says that a department key has another public half than its identity', async () => {
    await sql('update department_key set recipient = $1', [recovery.recipient]);
    expect(await trouble()).toEqual([saying('wrong keys: the master key does not open')]);
  });

  it('says that there is no recovery recipient', async () => {
    expect(await trouble({ recoveryRecipient: async () => undefined })).toEqual([
      saying('wrong recovery'),
    ]);
  });

  it('says which object is gone', async () => {
    await objects.remove(asId(filed.objectName));
    expect(await trouble()).toEqual([saying(`wrong objects: object ${filed.objectName} is gone`)]);
  });

  it('says which object is damaged', async () => {
    const bytes = Uint8Array.from(await objects.get(filed.objectName, 10_000));
    bytes[5] = (bytes[5] ?? 0) ^ 1;
    await objects.remove(filed.objectName);
    await objects.put(filed.objectName, bytes);
    expect(await trouble()).toEqual([
      saying(`wrong objects: object ${filed.objectName} is damaged`),
    ]);
  });

  it('counts objects that belong to no document, but not those that just came', async () => {
    await objects.put(asId(systemRandomness.uuid()), new Uint8Array(1));
    expect(await trouble()).toEqual([]);
    const twoDaysOn: Clock = { now: () => new Date(Date.now() + 2 * 86_400_000) };
    const findings = await trouble({}, twoDaysOn);
    expect(findings).toContainEqual(expect.stringContaining('warn orphans: 1 object belongs'));
  });

  it('goes on looking when the object store does not answer', async () => {
    const away = { ...objects, check: () => Promise.reject(new Error('secret words')) };
    const findings = await trouble({ objects: async () => away });
    expect(findings).toEqual([expect.stringContaining('wrong objects: could not be looked at')]);
    expect(findings[0]).not.toContain('secret words');
  });

  it('says that work is overdue', async () => {
    await addWork('due_at', "now() - interval '1 hour'");
    expect(await trouble()).toEqual([
      saying('wrong work: 1 task of ingest overdue, the oldest by 60 minutes'),
    ]);
  });

  it('leaves work alone that somebody is doing', async () => {
    await addWork('due_at, leased_until', "now() - interval '1 hour', now() + interval '1 minute'");
    expect(await trouble()).toEqual([]);
  });

  it('says which work fails, and with which code', async () => {
    await addWork('due_at, attempts, last_error', "now() + interval '1 hour', 3, 'fetch-failed'");
    expect(await trouble()).toEqual([saying('warn work: take-in fails 1 time with fetch-failed')]);
  });

  it('says which service was not heard from', async () => {
    await sql(
      `insert into provider_health (service, kind, name, announced_at)
       values ('outbound', 'service', 'outbound', now() - interval '5 minutes')`,
    );
    expect(await trouble()).toEqual([
      saying('wrong providers: service outbound was not heard from since'),
    ]);
  });

  it('says what a service finds failing from where it runs', async () => {
    await sql(
      `insert into provider_health (service, kind, name, announced_at, last_failure_at, failure_code, failing_since)
       values ('ingest', 'objects', 'minio', now(), now(), 'object-store-failed', now())`,
    );
    expect(await trouble()).toEqual([
      expect.stringMatching(
        /^wrong providers: object store minio fails for ingest since .*: object-store-failed$/,
      ),
    ]);
  });

  it('says that a carrier was not asked for a while', async () => {
    await sql("insert into carrier_check values ('signalwire', now() - interval '16 minutes')");
    expect(await trouble()).toEqual([
      saying('wrong carriers: signalwire was last asked 16 minutes ago'),
    ]);
  });

  it('says that a carrier refuses', async () => {
    await sql("insert into carrier_check values ('signalwire', now(), 'carrier-refused')");
    expect(await trouble()).toEqual([
      saying('wrong carriers: signalwire could not be asked for missed faxes: carrier-refused'),
    ]);
  });

  it('says that partners are to be reached by SDK where nothing of it is configured', async () => {
    await sql("insert into partner values ('p', 'P', '0203:p.example', 1, now())");
    await sql(
      `insert into partner_function (id, partner_id, name, sdk_address, number, created_at)
       values ('f', 'p', 'F', 'sdk:f', '+46317009900', now())`,
    );
    expect(await trouble()).toEqual([saying('wrong sdk: partners are to be reached by SDK')]);
  });

  it("says that SDK's message service was not asked", async () => {
    await sql("insert into carrier_check values ('sdk', now(), 'message-service-unavailable')");
    expect(await trouble()).toEqual([
      saying("wrong sdk: SDK's message service could not be asked for messages"),
    ]);
  });

  it('says that messages lie there which can not be taken, and why', async () => {
    await sql(
      `insert into sdk_held (message_id, code, held_at, tries, retry_at)
       select gen_random_uuid()::text, 'BV not-found', now() - interval '2 minutes', 1, now() from generate_series(1, 2)`,
    );
    expect(await trouble()).toEqual([
      saying(
        "wrong sdk-held: 2 messages lie at SDK's message service and can't be taken, for 2 minutes: BV not-found",
      ),
    ]);
  });

  it("says that a carrier's copy could not be deleted", async () => {
    await sql("update message set carrier_copy = 'delete-failed'");
    expect(await trouble()).toEqual([saying('warn carrier-copies: signalwire still has 1 fax')]);
  });

  it('says that a fax waits for over a day', async () => {
    await sql("update message set available_at = now() - interval '25 hours'");
    expect(await trouble()).toEqual([saying('has 1 fax that nobody has taken for over a day')]);
  });

  it('says that a fax needs attention', async () => {
    await sql("update message set state = 'attention', attention = 'media-gone'");
    expect(await trouble()).toEqual([saying('warn attention: 1 fax needs attention: media-gone')]);
  });

  it('says that nothing can be sent while outbound has no key', async () => {
    await sql('update service_key set retired_at = now()');
    expect(await trouble()).toEqual([saying('warn sending: nothing can be sent')]);
  });

  it('says that a fax waits to be sent for longer than it should', async () => {
    await addDelivery('queued', '20 minutes');
    expect(await trouble()).toEqual([saying('wrong sending: 1 fax waits to be sent')]);
  });

  it('says that a carrier takes nothing because of the account', async () => {
    await sql(
      `insert into carrier_hold values ('signalwire', now() - interval '7 minutes', now())`,
    );
    expect(await trouble()).toEqual([
      saying('wrong sending: signalwire takes no faxes because of the account with it, for 7'),
    ]);
  });

  it('says that a carrier could not be reached while a fax waits for it', async () => {
    await addDelivery('queued', '3 minutes');
    await sql(
      `insert into delivery_fact (id, delivery_id, department_id, at, source, kind, event_key, changed, evidence)
       select 'f', id, department_id, now() - interval '2 minutes', 'house', 'not-reached', 'k', true,
         '{"carrier": "hylafax", "code": "ENOENT"}' from delivery`,
    );
    expect(await trouble()).toEqual([
      saying('wrong sending: hylafax could not be reached 2 minutes ago'),
    ]);
  });

  it('says that nobody knows for over a day whether a fax arrived', async () => {
    await addDelivery('unknown', '25 hours');
    expect(await trouble()).toEqual([saying('has 1 fax whose outcome nobody knows')]);
  });

  it('says nothing of such a fax once a person has said how it is', async () => {
    await addDelivery('unknown', '25 hours');
    await sql(`insert into send_act (id, order_id, delivery_id, department_id, at, kind, person_id, reason)
      select 'a', order_id, id, department_id, now(), 'marked-arrived', asked_by, 'called' from delivery`);
    expect(await trouble()).toEqual([]);
  });

  describe('of a webhook', () => {
    beforeEach(async () => {
      await sql(`insert into webhook_endpoint (id, department_id, url, created_at)
        select 'w', id, 'https://journal.example.se/hook', now() from department limit 1`);
      await sql(`insert into webhook_secret (id, endpoint_id, service_key_id, sealed, created_at)
        select 's', 'w', id, '', now() from service_key where retired_at is null`);
    });
    const addEvent = async (outcome: 'dead' | null): Promise<void> => {
      await sql(
        `insert into webhook_event (id, endpoint_id, department_id, type, at, attempts, last_at, last_code, outcome, ended_at)
         select 'evt', 'w', department_id, 'webhook.test', now(), 1, now(), '503', $1::text,
           case when $1::text is null then null else now() end from webhook_endpoint`,
        [outcome],
      );
      await sql(`insert into work (id, service, kind, subject, due_at, created_at)
        values ('w', 'outbound', 'webhook', 'evt', now() - interval '16 minutes', now())`);
    };

    it('says nothing while it is well', async () => {
      expect(await trouble()).toEqual([]);
    });

    it('says that it was switched off by itself, and nothing when the operator did it', async () => {
      await sql(`update webhook_endpoint set off_at = now(), off_reason = 'gone'`);
      expect(await trouble()).toEqual([saying('it said that it is gone')]);
      await sql(`update webhook_endpoint set off_reason = 'operator'`);
      expect(await trouble()).toEqual([]);
    });

    it('says since when it takes nothing, and why', async () => {
      await addEvent(null);
      await sql(`update webhook_endpoint set failing_since = now() - interval '3 hours'`);
      expect(await trouble()).toEqual([saying('has taken nothing for 3 hours: 503')]);
    });

    it('says that outbound sends none', async () => {
      await addEvent(null);
      expect(await trouble()).toEqual([saying('wait to be sent')]);
    });

    it('says what it never took', async () => {
      await addEvent('dead');
      expect(await trouble()).toEqual([saying('never took 1 event')]);
    });

    it('says that its secret is sealed for an earlier key', async () => {
      await sql(`update service_key set retired_at = now()`);
      expect(await trouble()).toContainEqual(saying('sealed for an earlier key of outbound'));
    });
  });

  describe('of notices by mail', () => {
    beforeEach(async () => {
      await sql(
        `insert into notice_setting select id, true, null, 'sv', now() from department limit 1`,
      );
    });
    const addNotice = async (outcome: string | null, code: string | null): Promise<void> => {
      await sql(
        `insert into notice_address select 'a', department_id, 'a@kommun.example', now() from notice_setting`,
      );
      await sql(
        `insert into notice (id, department_id, address_id, kind, created_at, last_code, outcome, ended_at)
         select 'n', department_id, 'a', 'arrived', now() - interval '16 minutes', $2, $1::text,
           case when $1::text is null then null else now() end from notice_setting`,
        [outcome, code],
      );
      await sql(`insert into work (id, service, kind, subject, due_at, created_at)
        values ('wn', 'outbound', 'notice', 'n', now(), now())`);
    };

    it('says that a department has no address', async () => {
      expect(await trouble()).toEqual([saying('is to be told by mail, and has no address')]);
    });

    it('says that the mail server refuses an address, and not which', async () => {
      await addNotice('refused', '550');
      const said = await trouble();
      expect(said).toEqual([saying('could not be told by mail: 550')]);
      expect(said.join()).not.toContain('@');
    });

    it('says that some wait, and what the mail server said', async () => {
      await addNotice(null, 'EAUTH-535');
      expect(await trouble()).toEqual([saying('1 notice waits to be sent: EAUTH-535')]);
    });

    it('says that nobody of a function in the room is told, until it has an address that is not refused', async () => {
      await sql('delete from notice_setting');
      await sql(`
        insert into partner (id, name, domain, created_at, most_a_day) values ('p', 'Linden', '0203:linden.example', now(), 9);
        insert into partner_function (id, partner_id, name, address, number, created_at)
        values ('f', 'p', 'Läkare', 'room:f', '+46313900650', now());
        insert into room_person values ('r', 'i', 's', 'Gunnel', null, now());
        insert into room_membership values ('r', 'f', now())`);
      expect(await trouble()).toEqual([saying('nobody at Linden, Läkare is told')]);
      await sql(`
        insert into notice_address (id, function_id, address, language, added_at)
        values ('fa', 'f', 'lakare@vard.example', 'sv', now());
        insert into notice (id, function_id, address_id, kind, created_at, outcome, last_code, ended_at)
        values ('fn', 'f', 'fa', 'in-room', now(), 'refused', '550', now())`);
      expect(await trouble()).toEqual([saying('1 address of Linden, Läkare could not be told')]);
    });

    it('is content with what was taken', async () => {
      await addNotice('accepted', null);
      expect(await trouble()).toEqual([]);
    });
  });

  it('says that no login to the partner room has a level of assurance, until one has', async () => {
    const logIn = (id: string, loa: string | null) =>
      sql(
        `insert into room_session (id_hash, person_id, csrf_token, created_at, seen_at, expires_at, loa)
         values ($1, 'r', 'c', clock_timestamp(), now(), now(), $2)`,
        [id, loa],
      );
    await sql(`insert into room_person values ('r', 'i', 's', 'Gunnel', null, now())`);
    await logIn('1', null);
    await logIn('2', null);
    expect(await trouble()).toEqual([
      saying('none of the last 2 logins to the partner room has a level of assurance'),
    ]);
    await logIn('3', 'LoA3');
    expect(await trouble()).toEqual([]);
  });

  it('says that a fax can’t be put into its export folder, and why', async () => {
    await sql(`insert into export_folder select id, 'social', 'arrived', now() from department`);
    await sql(
      `insert into message_export (message_id, department_id, document_id, held, held_since)
       select m.id, m.department_id, d.id, 'export-disk-full', now() - interval '7 minutes'
         from message m join document d on d.message_id = m.id`,
    );
    expect(await trouble()).toEqual([saying('for 7 minutes: export-disk-full')]);
  });

  it('says that the audit chain is broken', async () => {
    await sql("update audit set action = 'nothing' where seq = 2");
    expect(await trouble()).toEqual([saying('wrong audit: the chain is broken at row 2')]);
  });

  it('says that clocks differ', async () => {
    const late: Clock = { now: () => new Date(Date.now() - 60_000) };
    expect(await trouble({}, late)).toEqual([
      saying('wrong clock: this machine and the database differ by 60 s'),
    ]);
  });

  it('looks at the disk where objects lie in a folder', async () => {
    const findings = await look({ objectsFolder: import.meta.dirname });
    expect(findings.map(({ check }) => check)).toContain('disk');
  });
});

describe('the doctor on the login by SAML', () => {
  const about = async (check: string): Promise<readonly string[]> =>
    (await look())
      .filter((finding) => finding.check === check)
      .map(({ level, text }) => `${level}: ${text}`);

  it.each([
    [90, 'ok'],
    [20, 'warn'],
    [3, 'wrong'],
    [-2, 'wrong'],
  ])('looks whether our certificate is good for %i days', async (days, level) => {
    await sql(
      `insert into saml_service (entity_id, good_until) values ('https://x', now() + make_interval(days => $1))`,
      [days],
    );
    expect((await about('saml'))[0]).toMatch(new RegExp(`^${level}: `));
  });

  it.each([
    ['there', '<a/>', '5 hours', '90 days', null, ['ok']],
    ['without an end', '<a/>', null, '90 days', null, ['ok']],
    ['not to be had anew', '<a/>', '5 hours', '90 days', 'fetch-failed', ['warn']],
    ['over', '<a/>', '-1 hours', '90 days', 'fetch-failed', ['wrong']],
    ['never there', null, null, null, 'metadata-of-others', ['wrong']],
    ['of a key that ends soon', '<a/>', null, '9 days', null, ['ok', 'warn']],
    ['of a key whose certificate is over', '<a/>', null, '-1 days', null, ['ok', 'warn']],
  ])('tells of metadata that are %s', async (_, xml, until, keys, error, levels) => {
    await sql(
      `insert into saml_provider (entity_id, xml, valid_until, keys_until, fetched_at, asked_at, error)
       values ('https://idp.example', $1::text::bytea, now() + $2::interval, now() + $3::interval, now(), now(), $4)`,
      [xml, until, keys, error],
    );
    const found = await about('saml-metadata');
    expect(found.map((each) => each.split(':')[0])).toEqual(levels);
  });

  it.each([
    [3, ['warn: 3 answers by SAML were refused within a day since their times are not ours']],
    [2, []],
  ])('tells of clocks that differ by %i answers that came too early', async (count, told) => {
    for (let at = 0; at < count; at += 1)
      await sql(
        `select audit_append(null, 'login-refused', null, null, null, 'not-yet-valid answer-invalid')`,
      );
    expect(await about('saml-clock')).toEqual(told);
  });

  it('tells of metadata that nobody asks for any more', async () => {
    await sql(
      `insert into saml_provider (entity_id, xml, asked_at) values ('https://idp.example', ''::bytea, now() - interval '5 hours')`,
    );
    expect(await about('saml-metadata')).toEqual([
      expect.stringMatching(/^warn: .* were asked for 5 hours ago$/),
    ]);
  });
});

describe('the doctor on smart cards', () => {
  const about = async (check: string): Promise<readonly string[]> =>
    (await look())
      .filter((finding) => finding.check === check)
      .map(({ level, text }) => `${level}: ${text}`);

  it.each([
    [90, 'ok'],
    [20, 'warn'],
    [3, 'wrong'],
    [-2, 'wrong'],
  ])('looks whether the listener has a certificate for %i days', async (days, level) => {
    await sql(
      `insert into card_listener (origin, good_until) values ('https://kort.example.se', now() + make_interval(days => $1))`,
      [days],
    );
    expect((await about('cards'))[0]).toMatch(new RegExp(`^${level}: `));
  });

  it('tells that somebody asked too often, and for what', async () => {
    expect((await about('limits'))[0]).toMatch(/^ok: /);
    await sql(`select audit_append(null, 'rate-limited', null, null, null, 'login begin')`);
    expect(await about('limits')).toEqual([
      'warn: somebody asked too often in the last 24 hours: login begin 1',
    ]);
  });

  it.each([
    ['current', '5 hours', null, 'ok'],
    ['current and not to be fetched', '5 hours', 'fetch-failed', 'warn'],
    ['over', '-1 hours', 'fetch-failed', 'wrong'],
    ['never there', null, 'fetch-host-forbidden', 'wrong'],
  ])('tells of a list that is %s', async (_, until, error, level) => {
    await sql(
      `insert into card_crl (url, next_update, asked_at, error) values ('http://crl.example/a.crl', now() + $1::interval, now(), $2)`,
      [until, error],
    );
    expect((await about('card-lists'))[0]).toMatch(new RegExp(`^${level}: `));
  });
});
