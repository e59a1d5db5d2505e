import { startService, type ServiceOptions, type ServiceProcess } from './service-process.ts';

/** A service that is started again when it ends by itself. */
export interface SupervisedService {
  readonly current: () => ServiceProcess | undefined;
  stop(): Promise<void>;
}

/** Starts within this window at most; a service that can't be kept up is given up and said to be down. */
const window = { ms: 60_000, starts: 5 } as const;
const pauseMs = 500;

/** @throws KuvertError `configuration-wrong` when the first start fails */
export const superviseService = async (
  options: ServiceOptions,
  onTrouble: (line: string) => void,
): Promise<SupervisedService> => {
  let running: ServiceProcess | undefined = await startService(options);
  let stopped = false;
  const starts = [Date.now()];

  const watch = async (process: ServiceProcess): Promise<void> => {
    const reason = await process.ended;
    running = undefined;
    if (stopped) return;
    onTrouble(`${options.name} went down (${reason})`);
    await startAgain();
  };

  const startAgain = async (): Promise<void> => {
    while (!stopped) {
      const recent = starts.filter((at) => at > Date.now() - window.ms);
      if (recent.length >= window.starts) {
        onTrouble(`${options.name} can't be kept up: see ${options.logFile}`);
        return;
      }
      starts.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const next = await startService(options).catch((error: unknown) => onTrouble(String(error)));
      if (!next) continue;
      running = next;
      if (stopped) await next.stop();
      else {
        onTrouble(`${options.name} is up again`);
        void watch(next);
      }
      return;
    }
  };

  void watch(running);
  return {
    current: () => running,
    stop: async () => {
      stopped = true;
      await running?.stop();
    },
  };
};
