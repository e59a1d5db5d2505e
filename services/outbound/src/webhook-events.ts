import type { Log } from '@kuvert/platform/logging/log';
import { Counter, type Registry } from 'prom-client';

import type { OpenWebhook, WebhookResult } from './use-cases/webhook-ports.ts';

/** What happens to webhooks, as {@link OutboundEvents}: a metric and a log line without anything personal, no address. */
export interface WebhookEvents {
  attempted(open: OpenWebhook, result: WebhookResult): void;
  purged(events: number): void;
}

export const createWebhookEvents = (log: Log, registry: Registry): WebhookEvents => {
  const registers = [registry];
  const attempts = new Counter({
    name: 'kuvert_outbound_webhook_attempts_total',
    help: 'Webhooks sent, by what came of it: delivered, again, dead, off',
    labelNames: ['result'],
    registers,
  });
  const offs = new Counter({
    name: 'kuvert_outbound_webhook_endpoints_off_total',
    help: 'Endpoints that were switched off because they were gone or failing',
    labelNames: ['reason'],
    registers,
  });
  return {
    attempted: ({ endpointId: endpoint, event }, result) => {
      const { kind, code } = result;
      attempts.inc({ result: kind });
      if (kind === 'delivered') return;
      if (kind === 'off') {
        offs.inc({ reason: result.reason });
        log.warn('webhook-endpoint-off', { endpoint, reason: result.reason, code });
      } else log.warn(`webhook-${kind}`, { endpoint, event: event.id, code });
    },
    purged: (events) => {
      if (events > 0) log.info('webhooks-purged', { events });
    },
  };
};
