import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { sha256Hex } from '@kuvert/platform/vault/digest';
import { openDatabase } from '@kuvert/platform/postgres/database';
import { createExportPlace } from '@kuvert/platform/export/folder';
import { KuvertError } from '@kuvert/shared/errors';

import { clientOf, type Client } from '../test-support/client.ts';
import type { FilledMessage, MessageChanges } from '../test-support/fill.ts';
import { startHouse, type House } from '../test-support/house.ts';
import { canMount, startSmallDisk } from '../test-support/small-disk.ts';
import { lineOf, pageOf, recognitionOf } from '../test-support/recognised.ts';
import type { ExportFolder } from '@kuvert/shared/ports/export-place';

let house: House;
let anna: Client;
let root: string;
/** What the disk says, as a real one does when it is full. */
let full = false;
/** Where the next attempt breaks off. */
let breakAt: string | undefined;
/** Where nobody may mount, the disk of the test above has to do. */
const mountable = canMount() ? ['a real disk'] : [];
const text = recognitionOf(pageOf([[lineOf('Remiss')]]));

beforeAll(async () => {
  const onFullDisk = (folder: ExportFolder): ExportFolder => ({
    ...folder,
    put: async (name, bytes) => {
      if (full) throw new KuvertError('export-disk-full', 'full');
      await folder.put(name, bytes);
    },
  });
  house = await startHouse(
    {
      workSweepMs: 50,
      exportPlace: {
        open: async (folder) => onFullDisk(await createExportPlace(root).open(folder)),
      },
      steps: async (name) => {
        if (name !== breakAt) return;
        breakAt = undefined;
        throw new Error('killed');
      },
    },
    async (config, folder) => {
      root = join(folder, 'export');
      await mkdir(root);
      return config;
    },
  );
  anna = clientOf(house.origin, await house.logIn('anna'));
});
afterAll(() => house.stop());
beforeEach(async () => {
  full = false;
  await house.database.sql('delete from export_folder');
  await mkdir(join(root, 'care'), { recursive: true });
});

const setFolder = (on: 'arrived' | 'taken' | 'done'): Promise<unknown> =>
  house.database.sql(
    `insert into export_folder values ($1, 'care', $2, now() - interval '1 hour')`,
    [house.care.id, on],
  );

/** As ingest tells of it: the owner's own session would be a restore. */
const receive = async (changes: MessageChanges = {}): Promise<FilledMessage> => {
  const message = await house.receive(house.care, { text, ...changes });
  await house.database.sql(
    `insert into work (id, service, kind, subject, due_at, created_at)
     select 'export ' || $1, 'mailbox', 'export', $1, now(), now()
       from export_folder where department_id = $2 and export_on = 'arrived'`,
    [message.id, message.departmentId],
  );
  return message;
};

const patience = { timeout: 20_000, interval: 20 } as const;
const until = (look: () => Promise<void>): Promise<void> => vi.waitFor(look, patience);
const filesOf = async ({ id }: FilledMessage): Promise<string[]> =>
  (await readdir(join(root, 'care'))).filter((name) => name.includes(id)).toSorted();
const untilExported = (message: FilledMessage): Promise<void> =>
  until(async () => {
    const rows = await house.database.sql(
      'select from message_export where message_id = $1 and exported_at is not null',
      [message.id],
    );
    expect(rows).toHaveLength(1);
  });
const timelineOf = async ({ id }: FilledMessage): Promise<unknown[]> => {
  const { body } = await anna.get(`/api/messages/${id}`).expect(200);
  return (body.timeline as { kind: string; note: string | null; by: unknown }[])
    .filter(({ kind }) => kind.startsWith('export'))
    .map(({ kind, note, by }) => [kind, note, by]);
};
const auditOf = async ({ id }: FilledMessage): Promise<unknown[]> =>
  (
    await house.database.sql<{ action: string; person_id: string | null }>(
      'select action, person_id from audit where message_id = $1 order by seq',
      [id],
    )
  ).map(({ action, person_id }) => [action, person_id]);
const again = ({ id }: FilledMessage): Promise<unknown> =>
  house.database.sql(
    `update work set due_at = now() where kind = 'export' and subject = $1 and leased_until is null`,
    [id],
  );

describe('a fax of a department with an export folder', () => {
  it('is put there as a PDF and its facts, under random names', async () => {
    await setFolder('arrived');
    const second = Buffer.from('%PDF-1.7 the second');
    const message = await receive({ from: '+46317009876', furtherOriginals: [second] });
    await untilExported(message);
    const { id } = message;
    expect(await filesOf(message)).toEqual([`${id}.json`, `${id}.pdf`]);
    const pdf = await readFile(join(root, 'care', `${id}.pdf`));
    const facts: unknown = JSON.parse(await readFile(join(root, 'care', `${id}.json`), 'utf8'));
    expect(facts).toMatchObject({
      schema: 'kuvert-export/1',
      messageId: id,
      departmentId: house.care.id,
      from: '+46317009876',
      pages: 3,
      integrity: { endedEarly: false, damagedLines: 0 },
      pdf: { file: `${id}.pdf`, bytes: pdf.byteLength, sha256: sha256Hex(pdf) },
      original: { sha256: sha256Hex(house.original), mediaType: 'image/tiff' },
      originals: [
        { sha256: sha256Hex(house.original) },
        { sha256: sha256Hex(second), bytes: second.byteLength, mediaType: 'application/pdf' },
      ],
    });
  });

  it('says so in its timeline and in the audit trail, which has it opened before', async () => {
    await setFolder('arrived');
    const message = await receive();
    await untilExported(message);
    expect(await timelineOf(message)).toEqual([['exported', null, null]]);
    expect(await auditOf(message)).toEqual([
      ['export', null],
      ['exported', null],
    ]);
  });

  it.each([
    ['taken', 'take', undefined],
    ['done', 'register', { system: 'Ciceron', reference: 'SN 2026/117' }],
    ['done', 'not-register', { reason: 'Reklam' }],
  ] as const)('goes there when it is %s (%s), and not before', async (on, act, body) => {
    await setFolder(on);
    const message = await receive();
    if (act !== 'take') await anna.post(`/api/messages/${message.id}/take`).expect(200);
    const rows = await house.database.sql(
      `select from work where kind = 'export' and subject = $1`,
      [message.id],
    );
    expect(rows).toEqual([]);
    await anna.post(`/api/messages/${message.id}/${act}`, body).expect(200);
    await untilExported(message);
    expect(await filesOf(message)).toHaveLength(2);
  });

  describe('that arrives', () => {
    /** As ingest tells of it, or the owner as a restore does. */
    const tell = async ({ id }: FilledMessage, service: 'ingest' | 'owner'): Promise<unknown[]> => {
      const { database } = house;
      const url = service === 'owner' ? database.ownerUrl : database.urlOf(service);
      const connection = openDatabase({ url, max: 1, onError: () => undefined });
      await connection.query(
        `insert into timeline (id, message_id, department_id, at, kind) values ($1, $2, $3, now(), 'available')`,
        [randomUUID(), id, house.care.id],
      );
      await connection.close();
      return database.sql(`select from work where kind = 'export' and subject = $1`, [id]);
    };

    it('has its work from the moment that it is available', async () => {
      const message = await house.receive(house.care, { text });
      await setFolder('arrived');
      expect(await tell(message, 'ingest')).toHaveLength(1);
      expect(await tell(message, 'ingest')).toHaveLength(1);
    });

    it('has none when it came before the folder was set, nor when a restore brings it back', async () => {
      const availableAt = new Date(Date.now() - 2 * 3_600_000);
      const earlier = await house.receive(house.care, { text, availableAt });
      const restored = await house.receive(house.care, { text });
      await setFolder('arrived');
      expect(await tell(earlier, 'ingest')).toEqual([]);
      expect(await tell(restored, 'owner')).toEqual([]);
    });
  });

  it('waits for the machine to read it', async () => {
    await setFolder('arrived');
    const { id } = await house.receive(house.care);
    await house.database.sql(
      `insert into work (id, service, kind, subject, due_at, created_at) values ('w', 'mailbox', 'export', $1, now(), now())`,
      [id],
    );
    await until(async () => {
      const [row] = await house.database.sql(
        `select from work where id = 'w' and due_at > now() and leased_until is null`,
      );
      expect(row).toBeDefined();
    });
    expect(
      await house.database.sql('select from message_export where message_id = $1', [id]),
    ).toEqual([]);
  });

  it('does not go there once it went on to another department', async () => {
    await setFolder('done');
    const message = await receive();
    await anna
      .post(`/api/messages/${message.id}/forward`, { departmentId: house.school.id })
      .expect(200);
    await house.database.sql(
      `insert into work (id, service, kind, subject, due_at, created_at) values ('f', 'mailbox', 'export', $1, now(), now())`,
      [message.id],
    );
    await until(async () => {
      expect(
        await house.database.sql(`select from work where id = 'f' and ended_at is null`),
      ).toEqual([]);
    });
    expect(await filesOf(message)).toEqual([]);
  });
});

describe('a crash', () => {
  it.each(['export:opened', 'export:pdf-there', 'export:json-there', 'export:told'])(
    'at %s leaves the same two files, and says it once',
    async (step) => {
      await setFolder('arrived');
      breakAt = step;
      const message = await receive();
      await until(async () => expect(breakAt).toBeUndefined());
      await until(async () => {
        await again(message);
        const rows = await house.database.sql(
          `select from work where kind = 'export' and subject = $1 and ended_at is null`,
          [message.id],
        );
        expect(rows).toEqual([]);
      });
      expect(await filesOf(message)).toEqual([`${message.id}.json`, `${message.id}.pdf`]);
      expect(await timelineOf(message)).toEqual([['exported', null, null]]);
    },
  );

  it('between the two files leaves no facts of a PDF that may not be whole', async () => {
    await setFolder('arrived');
    breakAt = 'export:pdf-there';
    const message = await receive();
    await until(async () => expect(breakAt).toBeUndefined());
    expect(await filesOf(message)).toEqual([`${message.id}.pdf`]);
    await again(message);
    await untilExported(message);
  });
});

describe('what the folder does not take', () => {
  const untilHeld = (message: FilledMessage, code: string): Promise<void> =>
    until(async () => {
      const rows = await house.database.sql(
        'select held from message_export where message_id = $1',
        [message.id],
      );
      expect(rows).toEqual([{ held: code }]);
    });

  it('is held with the reason, said once, and goes there when there is room', async () => {
    await setFolder('arrived');
    full = true;
    const message = await receive();
    await untilHeld(message, 'export-disk-full');
    await again(message);
    full = false;
    await until(async () => {
      await again(message);
      expect(await filesOf(message)).toHaveLength(2);
    });
    await untilExported(message);
    expect(await timelineOf(message)).toEqual([
      ['export-held', 'export-disk-full', null],
      ['exported', null, null],
    ]);
  });

  it.each(mountable)('leaves nothing half written on %s that is full', async () => {
    const disk = await startSmallDisk(8);
    const usual = root;
    try {
      root = disk.path;
      await mkdir(join(root, 'care'));
      await setFolder('arrived');
      const message = await receive();
      await untilHeld(message, 'export-disk-full');
      expect(await readdir(join(root, 'care'))).toEqual([]);
    } finally {
      root = usual;
      await house.database.sql('delete from export_folder');
      await disk.stop();
    }
  });

  it('is not opened while the folder is gone', async () => {
    await setFolder('arrived');
    await rename(join(root, 'care'), join(root, 'gone'));
    const message = await receive();
    await untilHeld(message, 'export-folder-missing');
    expect(await auditOf(message)).toEqual([]);
    await rename(join(root, 'gone'), join(root, 'care'));
    await again(message);
    await untilExported(message);
  });

  it('is held no more once nothing is exported', async () => {
    await setFolder('arrived');
    full = true;
    const message = await receive();
    await untilHeld(message, 'export-disk-full');
    await house.database.sql('delete from export_folder');
    await until(async () => {
      await again(message);
      const rows = await house.database.sql(
        'select held from message_export where message_id = $1',
        [message.id],
      );
      expect(rows).toEqual([{ held: null }]);
    });
    expect(await filesOf(message)).toEqual([]);
  });

  it('is held when another file has its name', async () => {
    await setFolder('taken');
    const message = await receive();
    const path = join(root, 'care', `${message.id}.pdf`);
    await writeFile(path, 'of somebody else');
    await anna.post(`/api/messages/${message.id}/take`).expect(200);
    await untilHeld(message, 'export-name-taken');
    expect(await readFile(path, 'utf8')).toBe('of somebody else');
  });
});
