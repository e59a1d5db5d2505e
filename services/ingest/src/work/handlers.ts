import type { WorkHandler } from '@kuvert/platform/work/worker';

import { backOff, longestFaultWaitMs } from '../use-cases/patience.ts';
import type { HeldWork } from '../use-cases/ports.ts';

export type Handle = (work: HeldWork, signal: AbortSignal) => Promise<void>;

/** Every kind of ingest's background work, by name; each settles its own row, faults of ours are tried again. */
export const workHandlers = (handles: {
  readonly 'take-in': Handle;
  readonly 'delete-copy': Handle;
  readonly 'sweep-carrier': Handle;
  readonly 'poll-sdk': Handle;
}): readonly WorkHandler[] =>
  Object.entries(handles).map(([kind, handle]) => ({
    kind,
    handle,
    retryAfterMs: (attempts) => backOff(attempts, longestFaultWaitMs),
  }));
