/**
 * Makes a thing when it is first asked for, once for all who wait, and keeps it for `keptMs`.
 * What failed is tried again at the next call.
 */
export const lazily = <T>(make: () => Promise<T>, keptMs: number): (() => Promise<T>) => {
  let kept: { readonly thing: Promise<T>; readonly until: number } | undefined;
  return () => {
    if (kept && kept.until > performance.now()) return kept.thing;
    const thing = make();
    const mine = { thing, until: performance.now() + keptMs };
    kept = mine;
    thing.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return thing;
  };
};
