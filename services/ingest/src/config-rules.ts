import type { z } from 'zod';

import { restOriginVariables } from '@kuvert/platform/config/carriers';
import { isOn, isPlainHttp } from '@kuvert/platform/config/environment';

/** What the rules look at; each may be absent or wrong, since every fault is told at once. */
type Values = Readonly<
  Partial<
    Record<
      | 'KUVERT_MODE'
      | 'KUVERT_INGEST_ORIGIN'
      | 'KUVERT_MEDIA_LOOPBACK'
      | (typeof restOriginVariables)[number],
      unknown
    >
  >
>;

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
  for (const name of ['KUVERT_INGEST_ORIGIN', ...restOriginVariables] as const)
    if (isPlainHttp(values[name])) fault(name, 'must be https in production');
};
