import { expect, it } from 'vitest';

import { kindOf } from './launcher-watch.ts';

it.each([
  ['npm exec pnpm@12 start'],
  ['npm', 'start'],
  ['pnpm', 'start'],
  ['/root/.npm/_npx/9c70/node_modules/pnpm/pnpm', 'start'],
  ['node', '/usr/bin/npx', '-y', 'pnpm@12', 'start'],
  ['/opt/my node/bin/node', '--no-warnings', '/usr/lib/node_modules/npm/bin/npx-cli.js', 'start'],
])('a launcher is known by its command line: %s', (...words) => {
  expect(kindOf(words)).toBe('launcher');
});

it.each([
  ['sh', '-c', 'pnpm start'],
  ['/bin/bash', '-ec', 'npx -y pnpm@12 start'],
])('a shell with a command may stand between launchers: %s', (...words) => {
  expect(kindOf(words)).toBe('shell');
});

it.each([['-bash'], ['bash'], ['timeout', '900', 'npx'], ['node', 'pnpm-like.js'], ['tmux'], ['']])(
  'whatever else started the launcher may go without an end to the house: %s',
  (...words) => {
    expect(kindOf(words)).toBe('other');
  },
);
