import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** What the proxy passes on, and nobody else: the card's certificate as nginx escapes it, and what it found. */
export const proxyHeaders = {
  certificate: 'x-kuvert-card-certificate',
  verify: 'x-kuvert-card-verify',
} as const;

/** Why there is no card to judge; for the auditor. */
export type NoCard =
  | 'no-certificate'
  | 'session-resumed'
  | 'not-the-proxy'
  | 'proxy-header-wrong'
  | 'refused-by-proxy';

export type ShownCard = { readonly card: Uint8Array } | { readonly fault: NoCard };

/** Reads the card of a request, by the connection or by what the proxy says. */
export type ReadShownCard = (request: IncomingMessage) => ShownCard;

/** The card itself speaks TLS with us. Headers that claim a certificate are never looked at. */
export const cardOfConnection: ReadShownCard = ({ socket }) => peerOf(socket);

const peerOf = (socket: IncomingMessage['socket']): ShownCard => {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return { fault: 'no-certificate' };
  // a resumed session can look authorised without any certificate
  if (socket.isSessionReused()) return { fault: 'session-resumed' };
  const card = socket.getPeerX509Certificate()?.raw;
  return card === undefined || card.byteLength === 0 ? { fault: 'no-certificate' } : { card };
};

/** The proxy speaks TLS with us, under a certificate of this name, and passes the card on. */
export const cardByProxy =
  (name: string): ReadShownCard =>
  (request) => {
    const peer = peerOf(request.socket);
    if ('fault' in peer) return peer;
    const proxy = new X509Certificate(peer.card);
    if (proxy.checkHost(name, { wildcards: false, subject: 'never' }) === undefined)
      return { fault: 'not-the-proxy' };
    const [certificate, verify] = [
      onlyHeader(request, proxyHeaders.certificate),
      onlyHeader(request, proxyHeaders.verify),
    ];
    if (certificate === undefined || verify === undefined) return { fault: 'proxy-header-wrong' };
    if (verify !== 'SUCCESS') return { fault: 'refused-by-proxy' };
    const card = unescaped(certificate);
    return card ? { card } : { fault: 'proxy-header-wrong' };
  };

/** One of this name in any spelling that some software takes for the same: a second one is somebody's who isn't the proxy. */
const onlyHeader = ({ rawHeaders }: IncomingMessage, name: string): string | undefined => {
  const values = rawHeaders.filter(
    (_, index) =>
      index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase().replaceAll('_', '-') === name,
  );
  return values.length === 1 ? values[0] : undefined;
};

/** PEM by percent escapes ($ssl_client_escaped_cert). */
const unescaped = (text: string): Uint8Array | undefined => {
  try {
    const pem = decodeURIComponent(text);
    return pem.startsWith('-----BEGIN CERTIFICATE-----') ? Buffer.from(pem) : undefined;
  } catch {
    return undefined;
  }
};
