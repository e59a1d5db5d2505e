/** Where directories of staff tell of people. */
export const scimPath = '/scim/v2';

export const scimType = 'application/scim+json';

/** Names of RFC 7643 and 7644. The extension is ours; its form is the one that Entra ID takes of an extension. */
export const urns = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  kuvertUser: 'urn:ietf:params:scim:schemas:extension:kuvert:2.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
  config: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  resourceType: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  schema: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
} as const;

/** What is taken at once. */
export const scimLimits = {
  body: '1mb',
  operations: 1_000,
  members: 10_000,
  filter: 1_000,
  /** Brackets and negations of one filter. */
  filterDepth: 30,
  path: 500,
  /** Of one PATCH, that look through all members of its group. */
  searches: 20,
  /** Of one answer. */
  page: 500,
  /** That a filter which names no single one is held against. */
  searched: 20_000,
  text: 300,
  groupName: 200,
} as const;

/** Of one token: twice what Entra ID asks a service to bear. */
export const scimRequestsAtMost = { what: 'scim', most: 3_000, windowMs: 60_000 };
