import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { writeWhole } from './files.ts';

const BYTES = Buffer.from('%PDF');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fax-document-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('an output that is a device or a pipe is refused and stays what it is', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const link = join(folder, 'link');
  symlinkSync(pipe, link);
  await expect(writeWhole(pipe, BYTES)).rejects.toMatchObject({ code: 'output-unwritable' });
  await expect(writeWhole(link, BYTES)).rejects.toMatchObject({ code: 'output-unwritable' });
  expect(lstatSync(pipe).isFIFO()).toBe(true);
  expect(readdirSync(folder)).toHaveLength(2);
});

it('an output that is a link is written where the link leads', async () => {
  const place = join(folder, 'place');
  const link = join(folder, 'link');
  await writeWhole(place, Buffer.from('old'));
  symlinkSync(place, link);
  await writeWhole(link, BYTES);
  expect(readFileSync(place)).toEqual(BYTES);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});
