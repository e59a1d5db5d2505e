/** How many pieces of work of each kind may be under way in one worker. */
export interface Places {
  /** Kinds that have a place left. */
  free(): readonly string[];
  take(kind: string): void;
  /** True when the kind had been full: something of it may be waiting. */
  leave(kind: string): boolean;
}

/** A kind without a number of its own is bounded by the bell alone. */
export const createPlaces = (
  kinds: readonly { readonly kind: string; readonly atOnce?: number }[],
): Places => {
  const most = new Map(kinds.map(({ kind, atOnce }) => [kind, atOnce ?? Infinity]));
  const taken = new Map<string, number>();
  const isFull = (kind: string): boolean => (taken.get(kind) ?? 0) >= (most.get(kind) ?? 0);
  return {
    free: () => [...most.keys()].filter((kind) => !isFull(kind)),
    take: (kind) => void taken.set(kind, (taken.get(kind) ?? 0) + 1),
    leave: (kind) => {
      const wasFull = isFull(kind);
      taken.set(kind, (taken.get(kind) ?? 0) - 1);
      return wasFull;
    },
  };
};
