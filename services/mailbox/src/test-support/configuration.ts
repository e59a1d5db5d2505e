/** What a mailbox is started with at least, on one machine. */
export const demonstration = {
  KUVERT_MODE: 'demonstration',
  DATABASE_URL: 'postgres://kuvert_mailbox@127.0.0.1:5432/kuvert',
  KUVERT_MAILBOX_ORIGIN: 'http://localhost:8081',
  KUVERT_OIDC_ISSUER: 'http://127.0.0.1:9000',
  KUVERT_OIDC_CLIENT_ID: 'kuvert',
  KUVERT_OIDC_CLIENT_SECRET_FILE: '/secrets/oidc',
  KUVERT_KEY_FILE: '/keys/master.key',
  KUVERT_KEY_PASSPHRASE_FILE: '/secrets/passphrase',
  KUVERT_OBJECTS_DIR: '/objects',
  KUVERT_RECOVERY_RECIPIENT: 'age1pq1qqqq',
};

/** And on a server. */
export const production = {
  ...demonstration,
  KUVERT_MODE: 'production',
  KUVERT_MAILBOX_ORIGIN: 'https://fax.example.se',
  KUVERT_OIDC_ISSUER: 'https://login.example.se',
};
