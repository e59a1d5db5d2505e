/** OpenID Connect Core 3.1.3.7 lets many more pass; these are signatures by a key that the provider alone has. */
export const idTokenAlgorithms = ['RS256', 'ES256', 'PS256'];
