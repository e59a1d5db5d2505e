import type { Draft } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { UploadWatch } from '../api/upload.ts';
import { fileProblem } from './file-problem.ts';

/** A file on its way to the draft. */
export interface Arriving {
  readonly id: string;
  readonly file: File;
  readonly state: 'waiting' | 'uploading' | 'failed';
  /** From 0 to 1. */
  readonly part: number;
  /** The code of what is the matter with it. */
  readonly problem: string | null;
}

export interface Uploads {
  readonly now: () => readonly Arriving[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (files: readonly File[]) => void;
  /** Takes it away, and stops it when it is under way. */
  readonly remove: (id: string) => void;
  readonly again: (id: string) => void;
  /** Resolves when nothing is under way any more, however it went. */
  readonly settled: () => Promise<void>;
}

export interface UploadsDeps {
  readonly upload: (file: File, watch: UploadWatch) => Promise<Draft>;
  /** Sizes of what is attached already. */
  readonly attached: () => readonly number[];
  readonly took: (draft: Draft) => void;
  readonly newId: () => string;
}

const isUnderWay = ({ state }: Arriving) => state !== 'failed';

/** Brings files to the draft, one after the other. */
export const createUploads = ({ upload, attached, took, newId }: UploadsDeps): Uploads => {
  const listeners = new Set<() => void>();
  let all: readonly Arriving[] = [];
  let current: { readonly id: string; readonly stop: AbortController } | null = null;
  let running: Promise<void> = Promise.resolve();

  const tell = (next: readonly Arriving[]) => {
    all = next;
    for (const listener of listeners) listener();
  };
  const change = (id: string, some: Partial<Arriving>) =>
    tell(all.map((each) => (each.id === id ? { ...each, ...some } : each)));
  const without = (id: string) => all.filter((each) => each.id !== id);

  const bring = async ({ id, file }: Arriving): Promise<void> => {
    const stop = new AbortController();
    current = { id, stop };
    change(id, { state: 'uploading', part: 0 });
    try {
      const onProgress = (part: number) => change(id, { part });
      const draft = await upload(file, { onProgress, signal: stop.signal });
      tell(without(id));
      took(draft);
    } catch (error) {
      const code = error instanceof ApiError ? error.code : 'unexpected';
      change(id, { state: 'failed', problem: code });
    } finally {
      current = null;
    }
  };

  const run = async (): Promise<void> => {
    for (;;) {
      const next = all.find(({ state }) => state === 'waiting');
      if (!next) return;
      await bring(next);
    }
  };
  const start = () => {
    running = running.then(run);
  };

  const arriving = (file: File): Arriving => {
    const sizes = [...attached(), ...all.filter(isUnderWay).map((each) => each.file.size)];
    const problem = fileProblem(file, sizes);
    return { id: newId(), file, state: problem ? 'failed' : 'waiting', part: 0, problem };
  };

  return {
    now: () => all,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (files) => {
      for (const file of files) tell([...all, arriving(file)]);
      start();
    },
    remove: (id) => {
      tell(without(id));
      if (current?.id === id) current.stop.abort();
    },
    again: (id) => {
      change(id, { state: 'waiting', problem: null });
      start();
    },
    settled: async () => {
      while (all.some(isUnderWay)) await running;
    },
  };
};
