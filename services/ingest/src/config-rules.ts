import type { z } from 'zod';

/** What the rules look at; each may be absent or wrong, since every fault is told at once. */
interface Values {
  readonly KUVERT_MODE?: unknown;
  readonly KUVERT_INGEST_ORIGIN?: unknown;
  readonly KUVERT_TWILIO_REST_ORIGIN?: unknown;
  readonly KUVERT_MEDIA_LOOPBACK?: unknown;
}

/** What a demonstration may and production may not: plain http, and fetching from this machine. */
export const refineMode = (values: Values, context: z.RefinementCtx): void => {
  if (values.KUVERT_MODE !== 'production') return;
  const fault = (name: keyof Values, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (isOn(values.KUVERT_MEDIA_LOOPBACK))
    fault(
      'KUVERT_MEDIA_LOOPBACK',
      'must not be set in production: media would be fetched from this machine',
    );
  for (const name of ['KUVERT_INGEST_ORIGIN', 'KUVERT_TWILIO_REST_ORIGIN'] as const)
    if (isPlainHttp(values[name])) fault(name, 'must be https in production');
};

/** Before or after the flag was read: it may be text when another variable is wrong. */
const isOn = (flag: unknown): boolean => flag === true || flag === 'true';

const isPlainHttp = (value: unknown): boolean =>
  typeof value === 'string' && URL.parse(value)?.protocol === 'http:';
