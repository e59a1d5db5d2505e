/** What a route's path names. */
export const namedIn = (params: unknown): readonly string[] =>
  Object.values(params ?? {}).filter((value) => typeof value === 'string');
