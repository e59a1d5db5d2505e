/** Where the API for business systems lives; another version would live beside it. */
export const systemPath = '/system/v1';
export const tokenPath = `${systemPath}/token`;
export const metadataPath = '/.well-known/oauth-authorization-server';
