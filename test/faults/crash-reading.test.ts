import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CrashingProcess } from './crashing-process.ts';
import { until } from './ingest-site.ts';
import { prepareMailboxSite, type MailboxSite } from './mailbox-site.ts';

let site: MailboxSite;
const running = new Set<CrashingProcess>();

beforeEach(async () => {
  site = await prepareMailboxSite();
});
afterEach(async () => {
  await Promise.all([...running].map((mailbox) => mailbox.stop()));
  running.clear();
  await site.remove();
});

const start: MailboxSite['start'] = async (killAt) => {
  const mailbox = await site.start(killAt);
  running.add(mailbox);
  return mailbox;
};

const documents = (): Promise<{ kind: string; object_name: string }[]> =>
  site.database.sql('select kind, object_name from document order by kind');

const isOver = async (): Promise<boolean> =>
  (
    await site.database.sql(
      "select from work where kind = 'recognise' and ended_at is not null and leased_until is null",
    )
  ).length === 1;

const storedObjects = async (): Promise<Set<string>> => {
  const names = new Set<string>();
  for await (const { name } of site.objects.list()) names.add(name);
  return names;
};

describe('a mailbox that is killed while it reads a fax by machine', () => {
  it.each(['recognise:read', 'text:stored', 'searchable:read-back'] as const)(
    'at %s reads it again, once, and has one of each document',
    async (step) => {
      const killed = await start(step);
      await killed.ended;
      expect((await documents()).map(({ kind }) => kind)).toEqual(['original', 'pdf']);
      await start();
      await until('the text is there', isOver);
      const filed = await documents();
      expect(filed.map(({ kind }) => kind)).toEqual(['original', 'pdf', 'searchable', 'text']);
      const stored = await storedObjects();
      expect(filed.every(({ object_name }) => stored.has(object_name))).toBe(true);
      // each opening is on record, and the text was filed once
      const audited = await site.database.sql(
        `select action, count(*)::int as times from audit group by action order by action`,
      );
      expect(audited).toEqual([
        { action: 'recognise', times: 2 },
        { action: 'text-read', times: 1 },
      ]);
    },
  );

  it('once it has filed the text does not read it again', async () => {
    const killed = await start('recognise:filed');
    await killed.ended;
    const before = await documents();
    expect(before.map(({ kind }) => kind)).toEqual(['original', 'pdf', 'searchable', 'text']);
    expect(await isOver()).toBe(true);
    expect((await storedObjects()).size).toBe(4);
  });
});
