import { randomUUID } from 'node:crypto';

import { badRequestEvents, type Events } from '@kuvert/shared/partners/client-api';
import type { Receipt } from '@kuvert/shared/partners/reasons';

/** How the service says that a receipt rejects. */
export const eventsOf = ({ why, at }: Receipt & { readonly kind: 'rejected' }): Events =>
  badRequestEvents(randomUUID(), {
    typeCode: 'REJECTED',
    title: 'The message was rejected.',
    detail: `${why.code} ${why.reason}`,
    ...(at === undefined ? {} : { in: at }),
  });
