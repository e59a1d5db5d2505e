import type { Notice } from './channel.ts';

/** One open stream of one browser tab. */
export interface LiveStream {
  readonly session: string;
  /** Departments that the person belongs to; checked again at each heartbeat. */
  departments: ReadonlySet<string>;
  send(notice: Notice): void;
  end(): void;
}

/** All open streams of this process. */
export interface LiveHub {
  /** Adds a stream; returns what takes it away again. Too many of one session: its oldest ends. */
  add(stream: LiveStream): () => void;
  publish(notice: Notice): void;
  endSession(session: string): void;
  /** Browsers connect again by themselves and then ask for everything anew. */
  endAll(): void;
}

/** Tabs of one browser that are told of news at the same time. */
const mostPerSession = 8;

export const createLiveHub = (onCount: (open: number) => void = () => undefined): LiveHub => {
  const streams = new Set<LiveStream>();
  const remove = (stream: LiveStream): void => {
    if (streams.delete(stream)) onCount(streams.size);
  };
  const of = (session: string): LiveStream[] =>
    [...streams].filter((stream) => stream.session === session);
  const end = (stream: LiveStream): void => {
    remove(stream);
    stream.end();
  };
  return {
    add: (stream) => {
      const [oldest, ...others] = of(stream.session);
      if (oldest && others.length + 1 >= mostPerSession) end(oldest);
      streams.add(stream);
      onCount(streams.size);
      return () => remove(stream);
    },
    publish: (event) => {
      for (const stream of streams)
        if (stream.departments.has(event.departmentId)) stream.send(event);
    },
    endSession: (session) => of(session).forEach(end),
    endAll: () => [...streams].forEach(end),
  };
};
