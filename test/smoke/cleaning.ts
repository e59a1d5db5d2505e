import { stopAll } from '@kuvert/platform/lifecycle/lifecycle';
import type { Progress } from '@kuvert/infra/local/progress';

/** What was started and has to go again, however it ends. */
export interface Cleaning {
  later(what: string, clean: () => Promise<void>): void;
  /** In the reverse order, once; a fault in one doesn't keep the others. */
  clean(): Promise<void>;
}

export const createCleaning = ({ step }: Progress): Cleaning => {
  const tasks: (() => Promise<void>)[] = [];
  let cleaned: Promise<void> | undefined;
  return {
    later: (what, clean) => tasks.push(() => step(what, clean)),
    clean: () => (cleaned ??= stopAll(tasks)),
  };
};
