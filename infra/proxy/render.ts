import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const templateOf = (name: string): string =>
  fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? name : `../../proxy/${name}`, import.meta.url),
  );

export interface ProxyOptions {
  /** For nginx's own files; writable by its workers. */
  readonly folder: string;
  /** A file, or `/dev/stdout` where that is no socket. */
  readonly accessLog: string;
  /** `443`, or `127.0.0.1:8443`. */
  readonly tlsListen: string;
  readonly httpListen: string;
  readonly faxName: string;
  readonly mailboxName: string;
  /** Of the partners' room; one that nobody has unless told. */
  readonly roomName?: string;
  /** PEM files; the certificate has all names. */
  readonly certificate: string;
  readonly key: string;
  /** `host:port` of each replica. */
  readonly ingest: readonly string[];
  readonly mailbox: readonly string[];
  /** Where the mailbox's replicas have the room. */
  readonly room?: readonly string[];
  readonly outbound: readonly string[];
  /** The largest request with a fax in its body, in MiB: a little more than ingest's KUVERT_MEDIA_MAX_MIB. */
  readonly mediaMaxMib: number;
  /** nginx's `allow` and `deny` for HylaFAX hosts; everybody (whose signature is right) unless told. */
  readonly hylafaxAccess?: string;
  /** Likewise for Sinch's addresses. */
  readonly sinchAccess?: string;
  /** What {@link renderCards} made; none unless told. */
  readonly cardConfig?: string;
}

/** Smart cards; files are PEM. */
export interface CardProxyOptions {
  /** An address or port that nothing else is listened to on. */
  readonly listen: string;
  readonly name: string;
  readonly mailboxName: string;
  readonly certificate: string;
  readonly key: string;
  /** Roots of cards, and the CAs below them. */
  readonly authorities: string;
  /** What the proxy shows of itself to the mailbox. */
  readonly proxyCertificate: string;
  readonly proxyKey: string;
  /** Whom the listener's certificate is of. */
  readonly mailboxCa: string;
  /** `host:port` of each replica's listener for cards. */
  readonly card: readonly string[];
}

const serversOf = (addresses: readonly string[]): string =>
  addresses.map((address) => `server ${address} max_fails=1 fail_timeout=2s;`).join(' ');

/** nginx's whole configuration for these ports and names. @throws Error when the template asks for more */
export const renderNginx = (options: ProxyOptions): Promise<string> =>
  fill('nginx.conf.template', {
    KUVERT_PROXY_DIR: options.folder,
    KUVERT_ACCESS_LOG: options.accessLog,
    KUVERT_TLS_LISTEN: options.tlsListen,
    KUVERT_HTTP_LISTEN: options.httpListen,
    KUVERT_FAX_NAME: options.faxName,
    KUVERT_MAILBOX_NAME: options.mailboxName,
    KUVERT_ROOM_NAME: options.roomName ?? 'room.invalid',
    KUVERT_TLS_CERTIFICATE: options.certificate,
    KUVERT_TLS_KEY: options.key,
    KUVERT_INGEST_SERVERS: serversOf(options.ingest),
    KUVERT_MAILBOX_SERVERS: serversOf(options.mailbox),
    KUVERT_ROOM_SERVERS: serversOf(options.room ?? ['127.0.0.1:8083']),
    KUVERT_OUTBOUND_SERVERS: serversOf(options.outbound),
    KUVERT_BODY_MAX_MIB: String(options.mediaMaxMib),
    KUVERT_HYLAFAX_ACCESS: options.hylafaxAccess ?? 'allow all;',
    KUVERT_SINCH_ACCESS: options.sinchAccess ?? 'allow all;',
    KUVERT_CARD_CONFIG: options.cardConfig ?? `${options.folder}/no-card*.conf`,
  });

/** What it includes where it takes smart cards. */
export const renderCards = (options: CardProxyOptions): Promise<string> =>
  fill('card.conf.template', {
    KUVERT_CARD_LISTEN: options.listen,
    KUVERT_CARD_NAME: options.name,
    KUVERT_MAILBOX_NAME: options.mailboxName,
    KUVERT_CARD_TLS_CERTIFICATE: options.certificate,
    KUVERT_CARD_TLS_KEY: options.key,
    KUVERT_CARD_AUTHORITIES: options.authorities,
    KUVERT_CARD_PROXY_CERTIFICATE: options.proxyCertificate,
    KUVERT_CARD_PROXY_KEY: options.proxyKey,
    KUVERT_CARD_MAILBOX_CA: options.mailboxCa,
    KUVERT_CARD_SERVERS: serversOf(options.card),
  });

const fill = async (
  template: string,
  values: Readonly<Record<string, string>>,
): Promise<string> => {
  const text = await readFile(templateOf(template), 'utf8');
  return text.replaceAll(/^[^#\n]*$/gm, (line) =>
    line.replaceAll(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`nothing is given for ${name}`);
      return value;
    }),
  );
};
