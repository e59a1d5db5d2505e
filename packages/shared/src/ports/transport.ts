import type { CarrierName, Reception } from '../reception.ts';

/** A request as it came, before anything was parsed: signatures are over the raw bytes. */
export interface RawRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query as on the request line. Joined to the configured public origin, never to `Host`. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface Reply {
  readonly contentType: string;
  readonly body: string;
}

/** What an authentic request means. */
export type Received =
  /** Nothing to keep: an announcement that has its answer. */
  | { readonly kind: 'answer'; readonly reply: Reply }
  /** A fax came, whole, in part or not at all. The reply is sent after the durable commit. */
  | { readonly kind: 'reception'; readonly reception: Reception; readonly reply: Reply }
  /** What became of the copy that the sender kept of an earlier reception. */
  | {
      readonly kind: 'copy';
      readonly eventId: string;
      readonly outcome: 'deleted' | 'delete-failed';
      readonly reply: Reply;
    };

/** A way in. */
export interface InboundTransport {
  readonly carrier: CarrierName;
  /** Bound on a request's body in bytes, applied before it is read. */
  readonly maxBodyBytes: number;
  /**
   * Authenticates the raw request, then parses it.
   * @throws KuvertError `signature-missing`, `signature-wrong`, `signature-stale`: nothing is stored;
   * `request-invalid` for an authentic request that makes no sense.
   */
  receive(request: RawRequest): Received | Promise<Received>;
}

/** A way in whose requests are read at once. */
export interface SynchronousInboundTransport extends InboundTransport {
  receive(request: RawRequest): Received;
}

/** Media that lie at the carrier. */
export interface NamedMedia {
  readonly faxId: string;
  /** As the carrier gave it once. */
  readonly url: string;
}

/** What a carrier keeps for us, by its REST interface; absent where the sender keeps its own copy. */
export interface CarrierArchive {
  readonly carrier: CarrierName;
  /**
   * Everything received since `since`, so that what no webhook told us is taken in. What can be read is given first.
   * @throws KuvertError `carrier-refused` when the list isn't whole, `fetch-…`
   */
  received(since: Date, signal: AbortSignal): AsyncIterable<Reception>;
  /** Fetches the media of one reception, by a new link when this one is over. @throws KuvertError `carrier-…` or `fetch-…` */
  fetch(media: NamedMedia, signal: AbortSignal): Promise<Uint8Array>;
  /** Deletes the carrier's copy; one that is gone is no error. @throws KuvertError `carrier-…` or `fetch-…` */
  deleteCopy(faxId: string, signal: AbortSignal): Promise<void>;
}
