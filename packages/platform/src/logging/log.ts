import pino from 'pino';

/** Facts of one log line: ids, codes, counts, durations. Never content, numbers, names or addresses. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  /** `error` is reduced to its code and, for faults alone, its stack; messages of foreign errors may hold content. */
  error(event: string, error: unknown, facts?: LogFacts): void;
}

/** JSON lines on standard output, one an event. */
export const createLog = (service: string, level: 'info' | 'warn' | 'silent' = 'info'): Log => {
  const logger = pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'event',
  });
  return {
    info: (event, facts) => logger.info({ ...facts }, event),
    warn: (event, facts) => logger.warn({ ...facts }, event),
    error: (event, error, facts) => logger.error({ ...facts, ...describeError(error) }, event),
  };
};

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** What of an error may be logged: names, codes and places in our code, for it and its causes. */
export const describeError = (error: unknown): Readonly<Record<string, unknown>> => {
  const chain: { name: string; code?: string; at?: string }[] = [];
  for (let fault = error; fault instanceof Error && chain.length < 5; fault = fault.cause)
    chain.push({
      name: fault.name,
      ...('code' in fault && typeof fault.code === 'string' ? { code: fault.code } : {}),
      ...placeOf(fault),
    });
  return { error: chain };
};

/** The first stack frames, without the message that precedes them: it may have lines that look like frames. */
const placeOf = (fault: Error): { at?: string } => {
  const stack = fault.stack ?? '';
  const message = stack.indexOf(fault.message);
  const behind = message < 0 ? '' : stack.slice(message + fault.message.length);
  const frames = behind.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.length === 0
    ? {}
    : {
        at: frames
          .slice(0, 4)
          .map((line) => line.trim())
          .join(' < '),
      };
};
