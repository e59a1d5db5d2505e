/** Every reason for which a response is refused, with what it means. Codes are stable: the audit trail keeps them. */
export const samlRefusals = {
  'response-unreadable': 'not UTF-8, not well-formed XML, or no base64 of it',
  'response-too-large': 'more bytes than a response may have',
  'xml-too-complex': 'deeper, longer or more numbered than any response is',
  'doctype-refused': 'a DOCTYPE, and with it entities',
  'xml-content-refused':
    'a comment, a processing instruction, a CDATA section or a reserved name, which signatures may leave out',

  'not-a-response': 'no SAML 2.0 response, or parts of it are not where they belong',
  'not-a-logout-message':
    'no SAML 2.0 request or response about logging out, or parts of it are not where they belong',
  'status-not-success': 'the identity provider says that the login failed',
  'assertion-missing': 'no assertion in the response',
  'assertion-several': 'more than one assertion, wherever they stand',
  'assertion-misplaced': 'an assertion elsewhere than directly in the response',
  'assertion-encrypted': 'an encrypted assertion, which was not agreed on',
  'encryption-refused':
    'encrypted in parts that are missing or there twice, or by an algorithm that is not allowed',
  'decryption-failed': 'encrypted for another key than ours',
  'id-several': 'two elements with the same id, or an element without the one it needs',

  'signature-missing': 'neither the response nor the assertion is signed',
  'signature-misplaced':
    'a signature elsewhere than directly in the response or the assertion, or of another shape',
  'reference-wrong': 'a signature refers to something else than the element that it stands in',
  'algorithm-refused':
    'signed by SHA-1, a key that is shared, or another algorithm that is not allowed',
  'transform-refused': 'a transformation besides leaving out the signature and canonical form',
  'signature-wrong': "not signed with the identity provider's key, or changed since",

  'destination-wrong': 'the response is for another address, or for none',
  'request-unknown': 'no answer to the request that was made, or to none',
  'issuer-missing': 'nobody has issued the assertion',
  'issuer-wrong': 'issued by somebody else than the response or than was asked',
  'name-id-missing': 'the subject has no name identifier, or more than one',
  'name-id-malformed': 'the name identifier is empty, too long, or more than a text',
  'subject-confirmation-wrong': 'not exactly one confirmation of the subject, by bearer',
  'recipient-wrong': 'the subject is confirmed for another address',
  'audience-wrong': 'the assertion is for others',
  'condition-unknown': 'a condition that is not understood, or no conditions at all',
  'time-malformed': 'a time is missing or is none',
  'not-yet-valid': 'from the future',
  expired: 'not valid any more',
  'authentication-missing': 'the assertion does not say how its subject was authenticated',
  'authentication-context-wrong': 'authenticated in another way than was asked',
  'authentication-too-old': 'authenticated before it was asked for anew',
} as const;

export type SamlRefusal = keyof typeof samlRefusals;
