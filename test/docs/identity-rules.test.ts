import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/identity-rules.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (rule|what comes|---) /.test(line));

/** What a row names of this repository. */
const pathsIn = (row: string): string[] =>
  [...row.matchAll(/`((?:packages|services|infra|test)\/[^`]+)`/g)].map(([, path = '']) => path);

it('the page has the rules and what must be refused', () => {
  expect(rows.length).toBeGreaterThanOrEqual(20);
});

it.each(rows)('what is named is there: %s', (row) => {
  expect(pathsIn(row).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it('each names a test, but where there is nothing to test', () => {
  const untested = rows.filter((row) => !pathsIn(row).some((path) => path.endsWith('.test.ts')));
  expect(untested).toEqual([
    '| One-time codes: there are none, since nobody is let in by one | | |',
  ]);
});
