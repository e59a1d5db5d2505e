import type { ServiceCall } from '@kuvert/shared/ports/service-call';

import { callOnce } from './call-once.ts';
import type { GuardOptions } from './guard.ts';
import { guardedRequest } from './guarded-request.ts';
import { readBounded } from './read-bounded.ts';

/** Makes the call by which a partner service is asked; see the port for what it promises. */
export const createServiceCall =
  (guard: GuardOptions): ServiceCall =>
  (url, { deadlineMs, maxBytes, ...request }) =>
    callOnce(deadlineMs, (signal, mayUse) =>
      guardedRequest(
        url,
        guard,
        { ...request, signal },
        async (response) => ({
          kind: 'answered',
          status: response.status,
          contentType: response.headers.get('content-type') ?? undefined,
          retryAfter: response.headers.get('retry-after') ?? undefined,
          bytes: await readBounded(response, maxBytes),
        }),
        mayUse,
      ),
    );
