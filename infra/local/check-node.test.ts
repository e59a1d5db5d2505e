import { spawnSync } from 'node:child_process';

import { expect, it } from 'vitest';

/** Node as if it were of this version. */
const loadAs = (version: string) =>
  spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });
       await import('./check-node.mjs');
       console.log('went on');`,
    ],
    { cwd: import.meta.dirname, encoding: 'utf8' },
  );

it('names the part that is missing when an older Node runs a script', () => {
  const { status, stdout, stderr } = loadAs('20.20.2');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(
    `A part is missing (node-${process.platform}-${process.arch}): this is Node 20.20.2`,
  );
});

it('lets the Node of the house go on', () => {
  expect(loadAs('24.0.0')).toMatchObject({ status: 0, stdout: 'went on\n', stderr: '' });
});
