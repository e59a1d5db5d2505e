/** A run of a client program that belongs to a carrier, such as HylaFAX's `sendfax`. */
export interface ProgramRun {
  readonly program: string;
  /** Seen by everybody who may list processes: no number, no name, no secret. */
  readonly args: readonly string[];
  /** Text files for it by name, in the folder that is its `HOME` and the current one; gone when it ended. */
  readonly files: Readonly<Record<string, string>>;
  /** What it reads as the file {@link documentPath}: it has no name on disk, so no crash leaves it there. */
  readonly document?: Uint8Array | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** What it is told when it asks, such as for a password. */
  readonly input?: string | undefined;
  /** Milliseconds until it and its children are killed. */
  readonly deadlineMs: number;
  /** Bound on what it writes; more than that and it is killed. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export const documentPath = '/proc/self/fd/3';

/** What came of it. */
export type ProgramOutcome =
  /** `output` is what it wrote to standard output: all of it when it ended by itself. */
  | { readonly kind: 'ended'; readonly status: number; readonly output: string }
  | { readonly kind: 'killed'; readonly why: 'too-slow' | 'too-much'; readonly output: string }
  /** It did not run; the system's code says why (`ENOENT`: it isn't installed). */
  | { readonly kind: 'not-started'; readonly code: string };

/** Runs a client program, without a shell. Never throws for what the program does. */
export type RunProgram = (run: ProgramRun) => Promise<ProgramOutcome>;
