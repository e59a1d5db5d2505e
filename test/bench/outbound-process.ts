import { silentLog } from '@kuvert/platform/logging/log';
import type { OutboundConfig } from '@kuvert/outbound/config';
import { createOutbound } from '@kuvert/outbound/container';

/** Outbound in a process of its own, whose memory is nobody else's: configured by its first message, then it says so. */
process.once('message', (config: OutboundConfig) => {
  void createOutbound(config, silentLog).then(() => process.send?.('started'));
});
