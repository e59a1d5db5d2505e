import type { DeliveryId } from '../ids.ts';
import type { CarrierName } from '../reception.ts';
import type { FailureCause } from '../sending/causes.ts';
import type { CarrierFact } from '../sending/facts.ts';
import type { SendingResolution } from '../sending/limits.ts';
import type { RawRequest, Reply } from './transport.ts';

/** The carrier's own codes and counts, kept as evidence: short, no content, no numbers of people. */
export type Evidence = Readonly<Record<string, string | number>>;

/** What is handed to a carrier: one document to one number. */
export interface FaxOrder {
  /** Our send id: part of the callback's path, so that whatever comes back names its delivery. */
  readonly deliveryId: DeliveryId;
  /** E.164. */
  readonly to: string;
  readonly from: string;
  readonly resolution: SendingResolution;
  /** Slower, and without error correction: the modems did not come to terms before. A carrier without words for it ignores it. */
  readonly gentle: boolean;
  /** Where the carrier fetches the document: signed, expiring, good for this delivery alone. */
  readonly mediaUrl: string;
  /** The document itself, where the carrier gets it with the order. */
  readonly document?: Uint8Array | undefined;
  /** When it must have been dialled: a carrier with a queue of its own gives it up then. */
  readonly deadline: Date;
}

/** What became of handing it over. None of these is an exception: the difference decides whether it may be dialled again. */
export type Submission =
  | { readonly kind: 'accepted'; readonly carrierFaxId: string; readonly evidence: Evidence }
  /** The carrier answered and surely doesn't have it, nor ever will: an order like this one is not taken. */
  | { readonly kind: 'refused'; readonly cause: FailureCause; readonly evidence: Evidence }
  /** Surely the carrier doesn't have it, since nothing was written to it or it said "not now": may be tried again. */
  | { readonly kind: 'not-reached'; readonly evidence: Evidence }
  /** The order was written and no sound answer came: the carrier may have it. */
  | { readonly kind: 'unanswered'; readonly evidence: Evidence };

/** One word of a carrier on one delivery. */
export interface CarrierReport {
  readonly carrierFaxId: string;
  /** The same for a callback, its replays and a poll that finds the same. */
  readonly eventKey: string;
  readonly fact: CarrierFact;
  readonly evidence: Evidence;
}

/** What is known of a delivery that the carrier is asked for. */
export interface Lookup {
  readonly deliveryId: DeliveryId;
  /** Undefined when no answer gave it: then the fax is recognised by our send id, else by number, time and media link. */
  readonly carrierFaxId: string | undefined;
  readonly to: string;
  readonly from: string;
  /** When the intent was committed. */
  readonly intentAt: Date;
  /** Fax ids at this carrier that other deliveries have. */
  readonly taken: readonly string[];
}

/** A way out. */
export interface OutboundTransport {
  readonly carrier: CarrierName;
  /** What the carrier gets. */
  readonly mediaType: 'application/pdf' | 'image/tiff';
  /** How it gets it: it fetches by the order's link, or has it with the order. */
  readonly mediaBy: 'link' | 'order';
  /** Bound on a callback's body in bytes, applied before it is read. */
  readonly maxBodyBytes: number;
  /** Hands an order over, once. Never throws for what the carrier or the network does. */
  submit(order: FaxOrder): Promise<Submission>;
  /**
   * Authenticates a raw callback, then reads it. A status that says nothing new has no report.
   * @throws KuvertError `signature-missing`, `signature-wrong`, `signature-stale`; `request-invalid` for an authentic
   * one without sense
   */
  readCallback(request: RawRequest): {
    readonly report: CarrierReport | undefined;
    readonly reply: Reply;
  };
  /**
   * Asks the carrier how a fax is. Undefined when it surely has none, or none that is surely this one.
   * @throws KuvertError `carrier-refused` or `fetch-…` when it can't be asked now
   */
  look(lookup: Lookup, signal: AbortSignal): Promise<CarrierReport | undefined>;
  /**
   * Takes an order out of the carrier's queue unless it is being dialled, and says how the fax is then, as `look` does:
   * `cancelled` only when it was never dialled and never will be. Missing where a carrier has no such thing, or where it
   * may break off a call that it has begun.
   * @throws KuvertError as `look`
   */
  withdraw?(lookup: Lookup, signal: AbortSignal): Promise<CarrierReport | undefined>;
}
