import type { Work } from '@kuvert/platform/work/work';
import type { WorkHandler } from '@kuvert/platform/work/worker';

import { backOffMs } from '../use-cases/patience.ts';

export type Handle = (work: Work, signal: AbortSignal) => Promise<void>;

/** Every kind of outbound's background work; each settles its own row, faults of ours are tried again. */
export const workHandlers = (handles: {
  readonly dispatch: Handle;
  readonly follow: Handle;
  readonly withdraw: Handle;
}): readonly WorkHandler[] =>
  Object.entries(handles).map(([kind, handle]) => ({ kind, handle, retryAfterMs: backOffMs }));
