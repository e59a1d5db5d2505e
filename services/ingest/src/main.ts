import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { createLog } from '@kuvert/platform/logging/log';

import { readConfig } from './config.ts';
import { createIngest } from './container.ts';

const log = createLog('ingest');
await runProcess(async () => createIngest(readConfig(process.env), log), { log });
