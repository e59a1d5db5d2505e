/** Where a person reads what happens: one line a step. */
export interface Progress {
  /** Runs a step and says that it is done, with its seconds, or that it failed. */
  step<Result>(name: string, run: () => Promise<Result>): Promise<Result>;
  say(line: string): void;
}

/** Writes lines such as `✓ database 0.4 s`. */
export const createProgress = (write: (text: string) => void): Progress => ({
  say: (line) => write(`${line}\n`),
  step: async (name, run) => {
    const began = performance.now();
    const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1);
    try {
      const result = await run();
      write(`  ✓ ${name} ${seconds()} s\n`);
      return result;
    } catch (error) {
      write(`  ✗ ${name} failed after ${seconds()} s\n`);
      throw error;
    }
  },
});

/** After the signal no further step is begun: the next one throws the signal's reason, and what runs is taken down in order. */
export const untilStopped = (progress: Progress, signal: AbortSignal): Progress => ({
  say: progress.say,
  step: async (name, run) => {
    signal.throwIfAborted();
    return progress.step(name, run);
  },
});

export const silentProgress: Progress = { say: () => {}, step: (_name, run) => run() };
