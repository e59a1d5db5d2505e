import type { Answer } from '@kuvert/platform/http/route';

/** What a route's own schema describes. */
export const json = (body: unknown): Answer => ({ kind: 'json', body });
