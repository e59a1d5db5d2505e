import { freePorts } from '@kuvert/platform/postgres/free-port';

/** Names that lead to this machine without anybody's DNS; the proxy tells its two doors apart by them. */
export const mailboxName = 'localhost';
export const faxName = 'fax.localhost';

/** How many of each service run. */
export const replicas = 2;

interface Replica {
  readonly port: number;
  readonly operationsPort: number;
}

/** Where everything of the production smoke answers. */
export interface Places {
  readonly tls: number;
  readonly http: number;
  readonly provider: number;
  readonly ingest: readonly Replica[];
  readonly mailbox: readonly Replica[];
  readonly outbound: readonly Replica[];
  readonly mailboxOrigin: string;
  readonly ingestOrigin: string;
  readonly issuer: string;
}

export const choosePlaces = async (): Promise<Places> => {
  const free = [...(await freePorts(3 + 3 * 2 * replicas))];
  const next = (): number => free.pop() ?? 0;
  const several = (): Replica[] =>
    Array.from({ length: replicas }, () => ({ port: next(), operationsPort: next() }));
  const [tls, http, provider] = [next(), next(), next()];
  return {
    tls,
    http,
    provider,
    ingest: several(),
    mailbox: several(),
    outbound: several(),
    mailboxOrigin: `https://${mailboxName}:${tls}`,
    ingestOrigin: `https://${faxName}:${tls}`,
    issuer: `https://127.0.0.1:${provider}`,
  };
};

/** A replica's own address, behind the proxy. */
export const addressOf = ({ port }: Replica): string => `127.0.0.1:${port}`;
