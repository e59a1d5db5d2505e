import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

import { LongestFirst } from './test/longest-first.ts';

/** `hfaxd` confines itself by chroot, and `faxq` changes to its own user: only root can start HylaFAX's server. */
const forRoot = process.getuid?.() === 0 ? [] : ['test/hylafax/**'];

export default defineConfig({
  resolve: { conditions: ['development'] },
  ssr: { resolve: { conditions: ['development', 'node'] } },
  test: {
    include: ['{packages,services,infra,test}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', ...forRoot],
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // Most tests wait for other processes: on two cores Vitest would run one file at a time. A third takes as long in all.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 60_000,
    execArgv: ['--conditions=development'],
  },
});
