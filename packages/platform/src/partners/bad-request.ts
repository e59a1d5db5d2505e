import { randomUUID } from 'node:crypto';

import { badRequestEvents, type Events } from '@kuvert/shared/partners/client-api';

import type { Answer } from '../http/route.ts';

/** The client API's own form for what is wrong: `Events`, with one issue. It says where, never what it held. */
export const badRequest = (issue: Events['eventIssues'][number]): Answer => ({
  kind: 'json',
  status: 400,
  body: badRequestEvents(randomUUID(), issue),
});
