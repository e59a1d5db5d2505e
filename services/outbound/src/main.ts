import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { createLog } from '@kuvert/platform/logging/log';

import { readConfig } from './config.ts';
import { createOutbound } from './container.ts';

const log = createLog('outbound');
await runProcess(async () => createOutbound(readConfig(process.env), log), { log });
