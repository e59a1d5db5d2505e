import type { Measured } from './row.ts';

/** Measures once. */
export type Trial = () => number | Promise<number>;

/**
 * Both sides in turn, so that whatever else the machine does falls on both alike, and the median of
 * each. A first round that warms caches and compilers doesn't count.
 */
export async function interleave(ours: Trial, anchor: Trial, rounds: number): Promise<Measured> {
  const found: { ours: number[]; anchor: number[] } = { ours: [], anchor: [] };
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: await ours(), anchor: await anchor() };
    if (round === 0) continue;
    found.ours.push(pair.ours);
    found.anchor.push(pair.anchor);
  }
  return { ours: median(found.ours), anchor: median(found.anchor) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
