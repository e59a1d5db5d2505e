/** What a process held that died is free for the next one soon. */
export const haste = { leaseMs: 1_000, workSweepMs: 100 } as const;
