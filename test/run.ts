import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { startVitest, type TestModule } from 'vitest/node';

import { provision } from './provision/provision.ts';

/** `pnpm test [FILTER …]`: provisions what the tests need, runs them, and ends with `N passed, N failed`. */
const root = join(import.meta.dirname, '..');

interface Tally {
  passed: number;
  failed: number;
}

const tallyOf = (modules: readonly TestModule[]): Tally => {
  const tally: Tally = { passed: 0, failed: 0 };
  for (const module of modules) {
    // A file that could not be loaded is a failure, though none of its tests ran.
    tally.failed += module.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') tally.passed += 1;
      else tally.failed += 1;
    }
    for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
  }
  return tally;
};

const run = async (): Promise<Tally> => {
  if (process.getuid?.() !== 0)
    process.stdout.write(
      "left out, since HylaFAX's server can be started by root alone: test/hylafax\n",
    );
  await provision([
    'chromium',
    'redis',
    's3',
    'nginx',
    'poppler',
    'qpdf',
    'libtiff',
    'tesseract',
    'ghostscript',
    'hylafax',
    'socat',
    'curl',
    'openssl',
    'systemd',
  ]);
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--logLevel',
      'warn',
      join(root, 'services/mailbox/web'),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const vitest = await startVitest('test', process.argv.slice(2), {
    root,
    watch: false,
    run: true,
  });
  const tally = tallyOf(vitest.state.getTestModules());
  tally.failed += vitest.state.getUnhandledErrors().length;
  await vitest.close();
  return tally;
};

const tally = await run().catch((error: unknown): Tally => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return { passed: 0, failed: 1 };
});
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`, () => process.exit());
