/** How a client proves itself at a token endpoint by a JWT that it signed: RFC 7523, section 2.2. */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
