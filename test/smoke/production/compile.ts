import { join } from 'node:path';

import { buildWeb } from '@kuvert/infra/local/web-build';

import { runProgram } from '../../provision/run-program.ts';
import { checkout } from '../../support/test-house.ts';

const projects = ['services/ingest', 'services/mailbox', 'services/outbound', 'infra'];

/** What images hold: compiled output, and the user interface. Quick when nothing has changed since. */
export const compile = async (): Promise<void> => {
  await runProgram(process.execPath, [tsc, '-b', ...projects], { cwd: checkout });
  await buildWeb(checkout);
};

const tsc = join(checkout, 'node_modules/typescript/bin/tsc');
