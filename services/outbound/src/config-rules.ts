import type { z } from 'zod';

import { refineObjectStore } from '@kuvert/platform/config/adapters';
import { restOriginVariables } from '@kuvert/platform/config/carriers';
import { isOn, isPlainHttp } from '@kuvert/platform/config/environment';

import { hasCarrier } from './config-carriers.ts';

/** What the rules look at; each may be absent or wrong, since every fault is told at once. */
interface Values
  extends
    Partial<Parameters<typeof refineObjectStore>[0]>,
    Partial<Record<(typeof restOriginVariables)[number], unknown>> {
  readonly KUVERT_MODE?: unknown;
  readonly KUVERT_OUTBOUND_ORIGIN?: unknown;
  readonly KUVERT_OUTBOUND_KEY_FILE?: unknown;
  readonly KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE?: unknown;
  readonly KUVERT_RECOVERY_RECIPIENT?: unknown;
  readonly KUVERT_SECURE_CHANNELS?: unknown;
  readonly KUVERT_SDK_URL?: unknown;
  readonly KUVERT_CARRIER_LOOPBACK?: unknown;
  readonly KUVERT_RETRY_MINUTE_SECONDS?: unknown;
}

/** By a carrier, by SDK, or by the house's own secure channels alone: to departments, partners' systems and rooms. */
export const sends = (values: Values): boolean =>
  hasCarrier({ ...values }) ||
  values.KUVERT_SDK_URL !== undefined ||
  isOn(values.KUVERT_SECURE_CHANNELS);

/** What sending needs, once there is a way. */
const needed = {
  KUVERT_OUTBOUND_ORIGIN: 'is missing: carriers and partners fetch and tell there',
  KUVERT_OUTBOUND_KEY_FILE: 'is missing: without a key of its own outbound opens nothing',
  KUVERT_OUTBOUND_KEY_PASSPHRASE_FILE: 'is missing: it opens KUVERT_OUTBOUND_KEY_FILE',
  KUVERT_RECOVERY_RECIPIENT: 'is missing: what is sent is sealed for the recovery key as well',
} as const satisfies Partial<Record<keyof Values, string>>;

/** Sending is configured whole or not at all; what a demonstration may and production may not. */
export const refineSending = (values: Values, context: z.RefinementCtx): void => {
  const fault = (name: keyof Values, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (!sends(values)) return;
  for (const [name, message] of Object.entries(needed) as [keyof typeof needed, string][])
    if (values[name] === undefined) fault(name, message);
  refineObjectStore({ MINIO_BUCKET: '', ...values }, context);
  if (values.KUVERT_MODE !== 'production') return;
  if (isOn(values.KUVERT_CARRIER_LOOPBACK))
    fault('KUVERT_CARRIER_LOOPBACK', 'must not be set in production: orders would stay here');
  // Before or after it was read, and with its default.
  if (Number(values.KUVERT_RETRY_MINUTE_SECONDS ?? 60) !== 60)
    fault(
      'KUVERT_RETRY_MINUTE_SECONDS',
      'must be 60 in production: people would be called too often',
    );
  for (const name of ['KUVERT_OUTBOUND_ORIGIN', ...restOriginVariables] as const)
    if (isPlainHttp(values[name])) fault(name, 'must be https in production');
};
