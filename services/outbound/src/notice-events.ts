import type { Log } from '@kuvert/platform/logging/log';
import { Counter, type Registry } from 'prom-client';

import type { NoticeId, NoticeResult } from './use-cases/notice-ports.ts';

/** What happens to notices, as the other events of outbound: a metric and a log line, no address. */
export interface NoticeEvents {
  attempted(notice: NoticeId, result: NoticeResult): void;
}

export const createNoticeEvents = (log: Log, registry: Registry): NoticeEvents => {
  const attempts = new Counter({
    name: 'kuvert_outbound_notice_attempts_total',
    help: 'Notices by mail, by what came of it: accepted, refused, again, given-up, dropped',
    labelNames: ['result'],
    registers: [registry],
  });
  return {
    attempted: (notice, result) => {
      attempts.inc({ result: result.kind });
      if (result.kind !== 'accepted' && result.kind !== 'dropped')
        log.warn(`notice-${result.kind}`, { notice, code: result.code });
    },
  };
};
