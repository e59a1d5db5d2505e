/** How often one person looks somebody or something up: enough for work, too seldom to go through a register. */
export const lookUpsAtMost = { most: 30, windowMs: 60_000 } as const;
