import type { RequestHandler } from 'express';

const common = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
} as const;

/** Two years, as browsers' preload lists ask for. */
const strictTransport = 'max-age=63072000';

/** On every answer; pages replace the policy by one of theirs, assets the caching. */
export const securityHeaders =
  (mode: 'demonstration' | 'production'): RequestHandler =>
  (_request, response, next) => {
    response.set(common);
    if (mode === 'production') response.set('strict-transport-security', strictTransport);
    next();
  };

/** The policy of a page of ours; React Aria's one style element carries the nonce; `forms`: where they lead, if not to us. */
export const pagePolicy = (nonce?: string, forms = "'self'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${forms}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
