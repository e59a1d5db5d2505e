/** What kind of answer an error is; the HTTP edge maps a kind to a status, nothing else does. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'contradictory'
  | 'too-large'
  | 'too-many'
  | 'unavailable'
  | 'fault';

/**
 * Every code that leaves Kuvert in an answer, a log line or a row, with its kind.
 * Codes are stable: operators write alarms on them and the UI its sentences.
 */
export const errorKinds = {
  // requests
  'request-invalid': 'invalid',
  'request-not-json': 'invalid',
  'content-type-wrong': 'invalid',
  'body-too-large': 'too-large',
  'path-unknown': 'not-found',
  'rate-limited': 'too-many',
  // carriers
  'signature-missing': 'forbidden',
  'signature-wrong': 'forbidden',
  'signature-stale': 'forbidden',
  'carrier-unknown': 'not-found',
  'carrier-refused': 'unavailable',
  'carrier-unreachable': 'unavailable',
  // the message service of SDK
  'message-service-unavailable': 'unavailable',
  'message-service-refused': 'unavailable',
  'message-service-nonsense': 'unavailable',
  /** A message of ours; nothing was asked of it. */
  'message-invalid': 'fault',
  // fetching media
  'fetch-address-forbidden': 'forbidden',
  'fetch-host-forbidden': 'forbidden',
  'fetch-too-many-redirects': 'unavailable',
  'fetch-too-large': 'too-large',
  'fetch-too-slow': 'unavailable',
  'fetch-not-found': 'not-found',
  'fetch-refused': 'forbidden',
  'fetch-failed': 'unavailable',
  // login and sessions
  'login-required': 'unauthenticated',
  'logout-token-wrong': 'invalid',
  'logout-refused': 'invalid',
  'login-failed': 'unauthenticated',
  'login-provider-unreachable': 'unavailable',
  'csrf-token-wrong': 'forbidden',
  // the API for business systems
  'token-required': 'unauthenticated',
  'token-invalid': 'unauthenticated',
  'scope-missing': 'forbidden',
  'idempotency-key-reused': 'contradictory',
  'request-running': 'conflict',
  // SCIM, by which a directory of staff tells of people
  'scim-syntax-wrong': 'invalid',
  'scim-value-wrong': 'invalid',
  'scim-filter-wrong': 'invalid',
  'scim-filter-refused': 'forbidden',
  'scim-path-wrong': 'invalid',
  'scim-too-many': 'invalid',
  'scim-subject-changed': 'invalid',
  'scim-taken': 'conflict',
  // the mailbox
  'not-found': 'not-found',
  'already-taken': 'conflict',
  'not-taken-by-you': 'conflict',
  'already-done': 'conflict',
  'not-done': 'conflict',
  'already-forwarded': 'conflict',
  'not-forwardable': 'conflict',
  quarantined: 'conflict',
  'not-quarantined': 'conflict',
  'only-faxes': 'conflict',
  'download-expired': 'forbidden',
  // referrals
  'not-a-referral': 'conflict',
  'referral-stays': 'conflict',
  'referral-step-wrong': 'conflict',
  'referral-words-missing': 'invalid',
  'answer-by-wrong': 'invalid',
  // the partners' room
  'message-sent-before': 'conflict',
  'login-too-weak': 'forbidden',
  // roles in a department
  'only-reader': 'forbidden',
  'only-administrators': 'forbidden',
  // lists of junk senders
  'junk-own': 'conflict',
  'junk-verified': 'conflict',
  'junk-full': 'conflict',
  // messages for named handlers
  restricted: 'forbidden',
  'reason-missing': 'invalid',
  'not-a-handler': 'invalid',
  'nobody-named': 'invalid',
  'nobody-to-open-it': 'conflict',
  // contacts
  'contact-exists': 'conflict',
  'contact-changed': 'conflict',
  // sending
  'sending-unavailable': 'unavailable',
  'draft-changed': 'conflict',
  'draft-not-prepared': 'conflict',
  'draft-incomplete': 'invalid',
  'draft-empty': 'invalid',
  'number-invalid': 'invalid',
  'person-number-invalid': 'invalid',
  'number-premium-rate': 'invalid',
  'number-country-blocked': 'invalid',
  'fax-not-allowed': 'conflict',
  'assurance-not-reached': 'conflict',
  'second-look-needed': 'conflict',
  'second-look-wrong': 'invalid',
  // a colleague's approval
  'approval-needed': 'conflict',
  'approval-not-needed': 'conflict',
  'draft-waits': 'conflict',
  'approval-own': 'conflict',
  'approval-ended': 'conflict',
  'attachment-empty': 'invalid',
  'attachment-type-wrong': 'invalid',
  'attachment-encrypted': 'invalid',
  'attachment-damaged': 'invalid',
  'attachment-too-complex': 'invalid',
  'attachments-too-large': 'too-large',
  'too-many-attachments': 'invalid',
  'fax-too-long': 'invalid',
  'already-dialling': 'conflict',
  'not-sent-by-you': 'conflict',
  'delivery-changed': 'conflict',
  'recipient-wrong': 'conflict',
  // incidents
  'nothing-left': 'conflict',
  'incident-closed': 'conflict',
  'incident-open': 'conflict',
  // documents and keys
  'document-damaged': 'fault',
  'page-not-rendered': 'fault',
  'recipient-not-hybrid': 'fault',
  'key-exists': 'conflict',
  'key-locked': 'fault',
  'key-missing': 'fault',
  'passphrase-wrong': 'fault',
  'converter-unavailable': 'unavailable',
  /** Ingest takes nothing in: nobody takes care of unassigned faxes. */
  'intake-closed': 'unavailable',
  'text-reader-unavailable': 'unavailable',
  'object-missing': 'fault',
  'object-exists': 'conflict',
  'object-store-failed': 'unavailable',
  // the export folder
  'export-not-configured': 'unavailable',
  'export-folder-missing': 'unavailable',
  'export-folder-forbidden': 'unavailable',
  'export-disk-full': 'unavailable',
  'export-name-taken': 'conflict',
  'export-failed': 'unavailable',
  'bell-unreachable': 'unavailable',
  'audit-not-written': 'fault',
  'configuration-wrong': 'fault',
  internal: 'fault',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** An error with a stable code. Its message is safe to show and log: it never holds content, numbers or names. */
export class KuvertError extends Error {
  override readonly name = 'KuvertError';
  readonly code: ErrorCode;
  /** Safe facts for the answer, such as who took a message. */
  readonly details: Readonly<Record<string, string | number>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Readonly<Record<string, string | number>> } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details;
  }

  get kind(): ErrorKind {
    return errorKinds[this.code];
  }
}

/** The stable code of anything thrown: its own when it has one, otherwise `internal`. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'internal';
