import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `pnpm verify`: everything but the slow tests. Every check runs, so that all faults are seen at once. */
const root = join(import.meta.dirname, '..');

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['tsc', '-b']],
  ['format', ['oxfmt', '--check']],
  ['lint and floating promises', ['oxlint', '--type-aware', '--deny-warnings']],
  [
    'layers and unit tests',
    [
      'vitest',
      'run',
      '--exclude',
      'test/e2e/**',
      '--exclude',
      'test/faults/**',
      '--exclude',
      'test/smoke/**',
    ],
  ],
];

const failed = checks.flatMap(([name, [program = '', ...options]]) => {
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), options, {
    cwd: root,
    stdio: 'inherit',
  });
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name}\n`);
  return status === 0 ? [] : [name];
});
process.exitCode = failed.length > 0 ? 1 : 0;
