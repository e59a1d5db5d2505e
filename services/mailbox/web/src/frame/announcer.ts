/** Says things to screen readers that others see anyway. */
export interface Announcer {
  readonly say: (sentence: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly latest: () => string;
}

export const createAnnouncer = (): Announcer => {
  const listeners = new Set<() => void>();
  let latest = '';
  return {
    say: (sentence) => {
      // The same words twice are a change to a screen reader only if something differs.
      latest = sentence === latest ? `${sentence}\u00a0` : sentence;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    latest: () => latest,
  };
};
