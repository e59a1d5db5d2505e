/** What one response may cost, whoever wrote it. */
export const samlLimits = {
  bytes: 256 * 1024,
  /** Of a message about logging out, which says less. */
  logoutBytes: 64 * 1024,
  depth: 24,
  elements: 2_000,
  attributesOfAnElement: 32,
  nameId: 256,
  /** By how much the clocks of identity provider and house may differ, milliseconds. */
  skew: 60_000,
} as const;
