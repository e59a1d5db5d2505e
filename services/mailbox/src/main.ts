import { runProcess } from '@kuvert/platform/lifecycle/lifecycle';
import { createLog } from '@kuvert/platform/logging/log';

import { readConfig } from './config.ts';
import { createMailbox } from './container.ts';

const log = createLog('mailbox');
await runProcess(async () => createMailbox(readConfig(process.env), { log }), { log });
