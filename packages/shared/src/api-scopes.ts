/** What a business system may be allowed to do, each by itself; `infra/migrations/0020_api_clients.sql` knows the same. */
export const apiScopes = [
  'messages:list',
  'messages:fetch',
  'messages:register',
  'sendings:read',
  'sendings:write',
] as const;

export type ApiScope = (typeof apiScopes)[number];

export const isApiScope = (text: string): text is ApiScope =>
  apiScopes.some((scope) => scope === text);
