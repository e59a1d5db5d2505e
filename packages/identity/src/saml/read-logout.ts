import { hasUsableKey } from './check-response.ts';
import { samlLimits } from './limits.ts';
import type { SamlRefusal } from './reasons.ts';
import { readRedirect } from './redirect-binding.ts';
import { signatureFault } from './signature-policy.ts';
import { signedRootOf } from './signed-root.ts';
import { timeFault } from './times.ts';
import { allOf, childrenOf, ns, onlyChild, parseXml, textOf, type XmlElement } from './xml.ts';

/** As a browser brought it: the query of an address, or the field of a form in base64. */
export type ReceivedLogout =
  | { readonly binding: 'redirect'; readonly query: string }
  | {
      readonly binding: 'post';
      readonly message: string;
      readonly relayState: string | undefined;
    };

export interface LogoutExpectations {
  /** The identity provider's keys, in PEM; no other key is ever looked at. */
  readonly idpCertificates: readonly string[];
  /** Its entity id. */
  readonly issuer: string;
  /** The address at which such messages are taken. */
  readonly destination: string;
  readonly at: Date;
}

/** Somebody's sessions that are to end. */
export interface LogoutRequested {
  /** Of the request: unique at its issuer. */
  readonly id: string;
  readonly nameId: string;
  /** Which; none: every one of theirs. */
  readonly sessionIndexes: readonly string[];
  /** After that nobody would accept it. */
  readonly usableUntil: Date;
  /** Goes back with the answer. */
  readonly relayState: string | undefined;
}

/** Without an end of its own a message is good for so long, and never for longer. */
const goodForMs = 600_000;
const mostIndexes = 32;

/** A request of the identity provider's to end sessions here: signed, for us, now, and read from what was signed. */
export const readLogoutRequest = (
  received: ReceivedLogout,
  expected: LogoutExpectations,
): LogoutRequested | SamlRefusal => {
  const read = readMessage(received, 'SAMLRequest', expected);
  if (typeof read === 'string') return read;
  const { root, relayState } = read;
  const named = onlyChild(root, ns.assertion, 'NameID');
  const nameId = named && textOf(named);
  if (nameId === undefined) return named ? 'name-id-malformed' : 'name-id-missing';
  if (nameId.length > samlLimits.nameId || /\p{Cc}/u.test(nameId)) return 'name-id-malformed';
  const indexes = childrenOf(root, ns.protocol, 'SessionIndex').map(textOf);
  const sessionIndexes = indexes.filter((text) => text !== undefined);
  if (sessionIndexes.length !== indexes.length || indexes.length > mostIndexes)
    return 'not-a-logout-message';
  return {
    id: root.attributes.get('ID') ?? '',
    ...{ nameId, sessionIndexes, relayState },
    usableUntil: new Date(endOf(root) + samlLimits.skew),
  };
};

/** Whether the identity provider says that everything is over there, in answer to the request that was made. */
export const readLogoutResponse = (
  received: ReceivedLogout,
  expected: LogoutExpectations & { readonly requestId: string },
): 'ended' | SamlRefusal => {
  const read = readMessage(received, 'SAMLResponse', expected);
  if (typeof read === 'string') return read;
  const { root } = read;
  if (root.attributes.get('InResponseTo') !== expected.requestId) return 'request-unknown';
  const status = onlyChild(root, ns.protocol, 'Status');
  const code = status && onlyChild(status, ns.protocol, 'StatusCode');
  // a second code says that it went through in part alone
  return code?.attributes.get('Value') === success && code.children.length === 0
    ? 'ended'
    : 'status-not-success';
};

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

type Field = 'SAMLRequest' | 'SAMLResponse';

const names: Readonly<Record<Field, string>> = {
  SAMLRequest: 'LogoutRequest',
  SAMLResponse: 'LogoutResponse',
};

interface ReadMessage {
  readonly root: XmlElement;
  readonly relayState: string | undefined;
}

const readMessage = (
  received: ReceivedLogout,
  field: Field,
  expected: LogoutExpectations,
): ReadMessage | SamlRefusal => {
  if (!expected.idpCertificates.every(hasUsableKey)) return 'algorithm-refused';
  const read =
    received.binding === 'redirect'
      ? fromAddress(received.query, field, expected)
      : fromForm(received, field, expected);
  if (typeof read === 'string') return read;
  return envelopeFault(read.root, field, expected) ?? read;
};

/** The address's signature covers all of it; one within it is passed over (SAML bindings, 3.4.4.1). */
const fromAddress = (
  query: string,
  field: Field,
  { idpCertificates }: LogoutExpectations,
): ReadMessage | SamlRefusal => {
  const signed = readRedirect(query, field, idpCertificates);
  if (typeof signed === 'string') return signed;
  const root = parseXml(signed.xml);
  return typeof root === 'string' ? root : { root, relayState: signed.relayState };
};

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

const fromForm = (
  { message, relayState }: Extract<ReceivedLogout, { binding: 'post' }>,
  field: Field,
  { idpCertificates }: LogoutExpectations,
): ReadMessage | SamlRefusal => {
  // base64 makes it longer by a third
  if (message.length > 2 * samlLimits.logoutBytes) return 'response-too-large';
  const xml = textOfForm(message);
  if (xml === undefined) return 'response-unreadable';
  const unread = parseXml(xml);
  if (typeof unread === 'string') return unread;
  const fault = shapeFault(unread, names[field]);
  if (fault !== undefined) return fault;
  const signed = signedRootOf(xml, idpCertificates);
  if (signed === undefined) return 'signature-wrong';
  const root = parseXml(signed);
  return typeof root === 'string' ? root : { root, relayState };
};

const textOfForm = (message: string): string | undefined => {
  try {
    const base64 = message.replace(/[\r\n\t ]+/g, '');
    return /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
      ? strictUtf8.decode(Buffer.from(base64, 'base64'))
      : undefined;
  } catch {
    return undefined;
  }
};

/** One message, one signature directly in it, every id once: nothing is there that could be signed in its place. */
const shapeFault = (root: XmlElement, name: string): SamlRefusal | undefined => {
  const all = allOf(root);
  if (all.filter((one) => one.name === name).length !== 1 || root.name !== name)
    return 'not-a-logout-message';
  const ids = all.flatMap((one) => one.ids);
  if (root.ids.length !== 1 || new Set(ids).size !== ids.length) return 'id-several';
  const signatures = all.filter((one) => one.name === 'Signature');
  const [signature] = signatures;
  if (signature === undefined) return 'signature-missing';
  if (signatures.length > 1 || signature.parent !== root || signature.namespace !== ns.signature)
    return 'signature-misplaced';
  return signatureFault(signature);
};

/** Of what was signed. */
const envelopeFault = (
  root: XmlElement,
  field: Field,
  { issuer, destination, at }: LogoutExpectations,
): SamlRefusal | undefined => {
  const { attributes } = root;
  const isMessage =
    root.namespace === ns.protocol &&
    root.name === names[field] &&
    attributes.get('Version') === '2.0' &&
    /^[\w.-]{1,256}$/.test(attributes.get('ID') ?? '');
  if (!isMessage) return 'not-a-logout-message';
  const stated = onlyChild(root, ns.assertion, 'Issuer');
  const issuedBy = stated && textOf(stated);
  if (issuedBy === undefined) return 'issuer-missing';
  if (issuedBy !== issuer) return 'issuer-wrong';
  if (attributes.get('Destination') !== destination) return 'destination-wrong';
  const fault = timeFault(root, at, ['IssueInstant']);
  if (fault !== undefined) return fault;
  return endOf(root) <= at.getTime() - samlLimits.skew ? 'expired' : undefined;
};

/** Of a message whose times were looked at. */
const endOf = ({ attributes }: XmlElement): number => {
  const latest = Date.parse(attributes.get('IssueInstant') ?? '') + goodForMs;
  const stated = attributes.get('NotOnOrAfter');
  return stated === undefined ? latest : Math.min(latest, Date.parse(stated));
};
