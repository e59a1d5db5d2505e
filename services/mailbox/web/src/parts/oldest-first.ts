/**
 * By the second: several clocks tell, and what is written down together has nearly the same time. Within a second the order
 * stays as it was.
 */
export const oldestFirst = <Entry extends { readonly iso: string }>(
  entries: readonly Entry[],
): Entry[] => entries.toSorted((a, b) => second(a).localeCompare(second(b)));

/** `2026-11-22T07:41:00` of an instant in ISO 8601, UTC. */
const second = ({ iso }: { readonly iso: string }): string => iso.slice(0, 19);
