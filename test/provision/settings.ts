import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ComponentName } from './components.ts';

export interface ProvisionSettings {
  /** Where programs are looked for, as in `PATH`. */
  readonly path: string;
  /** Programs that somebody chose: the main program of a component by its path. */
  readonly chosen: Partial<Record<ComponentName, string>>;
  /** Keeps what was unpacked from Debian's packages for the next run. */
  readonly cacheFolder: string;
  /** A running Redis to use instead of starting one. */
  readonly redisUrl?: string;
  /** A running S3 server to use instead of starting one: `http://access:secret@host:port`. */
  readonly s3Url?: string;
  /** Told one line a component. */
  readonly report: (line: string) => void;
}

/** `KUVERT_PROGRAM_NGINX`, `KUVERT_TEST_REDIS_URL`, `KUVERT_TEST_S3_URL`, `PATH` and `XDG_CACHE_HOME`; reports nothing. */
export const settingsFrom = (environment: NodeJS.ProcessEnv): ProvisionSettings => {
  const programs = Object.entries(environment).flatMap(([name, value]) => {
    const component = /^KUVERT_PROGRAM_(\w+)$/.exec(name)?.[1];
    return component && value ? [[component.toLowerCase(), value]] : [];
  });
  const redisUrl = environment['KUVERT_TEST_REDIS_URL'];
  const s3Url = environment['KUVERT_TEST_S3_URL'];
  return {
    path: environment['PATH'] ?? '',
    chosen: Object.fromEntries(programs),
    cacheFolder: join(
      environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
      'kuvert',
      'debian',
    ),
    ...(redisUrl ? { redisUrl } : {}),
    ...(s3Url ? { s3Url } : {}),
    report: () => undefined,
  };
};
