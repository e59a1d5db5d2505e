import { setTimeout as pause } from 'node:timers/promises';

import { startService, type ServiceOptions, type ServiceProcess } from './service-process.ts';

/** A service that is started again when it ends by itself. */
export interface SupervisedService {
  readonly current: () => ServiceProcess | undefined;
  /** Resolves when its process is gone, also one that was just being started again. */
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
  const stopping = new AbortController();
  const starts = [Date.now()];

  const keepUp = async (): Promise<void> => {
    while (running) {
      const reason = await running.ended;
      running = undefined;
      if (stopping.signal.aborted) return;
      onTrouble(`${options.name} went down (${reason})`);
      running = await startAgain();
      if (running) onTrouble(`${options.name} is up again`);
      if (stopping.signal.aborted) await running?.stop();
    }
  };

  /** Undefined when it was stopped or given up. */
  const startAgain = async (): Promise<ServiceProcess | undefined> => {
    while (!stopping.signal.aborted) {
      const recent = starts.filter((at) => at > Date.now() - window.ms);
      if (recent.length >= window.starts) {
        onTrouble(`${options.name} can't be kept up: see ${options.logFile}`);
        return undefined;
      }
      starts.push(Date.now());
      await pause(pauseMs);
      const next = await startService(options).catch((error: unknown) => onTrouble(String(error)));
      if (next) return next;
    }
    return undefined;
  };

  const upkeep = keepUp();
  return {
    current: () => running,
    stop: async () => {
      stopping.abort();
      await running?.stop();
      await upkeep;
    },
  };
};
