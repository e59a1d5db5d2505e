import type { StoredDocument } from '@kuvert/platform/documents/stored-document';
import type { Work } from '@kuvert/platform/work/work';
import type {
  DeliveryId,
  DepartmentId,
  KeyId,
  MessageId,
  ObjectName,
  PartnerFunctionId,
  SendOrderId,
} from '@kuvert/shared/ids';
import type { Evidence, OutboundTransport } from '@kuvert/shared/ports/outbound';
import type { Recipient, SealedFacts } from '@kuvert/shared/ports/vault';
import type { PartnerChannel } from '@kuvert/shared/routing/address';
import type { DeliveryState } from '@kuvert/shared/sending/delivery';
import type { DeliveryFact, FactSource } from '@kuvert/shared/sending/facts';
import type { SendingResolution } from '@kuvert/shared/sending/limits';
import type { AfterFailure } from '@kuvert/shared/sending/retry-policy';

/** The channel that its order goes by. */
export type DeliveryWay =
  | { readonly channel: 'fax' }
  | { readonly channel: 'department'; readonly departmentId: DepartmentId }
  /** To a function of a partner. */
  | { readonly channel: Exclude<PartnerChannel, 'room'> }
  | { readonly channel: 'room'; readonly functionId: PartnerFunctionId };

/** A delivery with what outbound may know of its order. */
export interface StoredDelivery {
  readonly id: DeliveryId;
  readonly orderId: SendOrderId;
  readonly departmentId: DepartmentId;
  /** What the pages' header line names as the sender. */
  readonly departmentName: string;
  /** The message that the order answers. */
  readonly replyTo: MessageId | undefined;
  readonly way: DeliveryWay;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly to: string;
  readonly from: string;
  readonly resolution: SendingResolution;
  /** The carrier by which modems did not come to terms before. */
  readonly gentlerThan: string | undefined;
  /** Of the whole order. */
  readonly pages: number;
  /** From 1; an earlier attempt had those before it confirmed. */
  readonly firstPage: number;
  readonly deadline: Date;
  readonly carrier: string | undefined;
  readonly carrierFaxId: string | undefined;
  readonly intentAt: Date | undefined;
  /** When the carrier last said anything of it. */
  readonly heardAt: Date | undefined;
  readonly mediaRead: number;
  /** It is due, and kept here by the carrier's account. */
  readonly waitsForAccount: boolean;
}

/** What the cover of a fax that goes on after a broken call says. */
export interface ContinuedFacts {
  readonly language: 'sv' | 'da' | 'en';
  readonly callBack: string | undefined;
  readonly code: string;
}

/** A document as it is opened here, but for the payload. */
export interface SealedForUs {
  readonly objectName: ObjectName;
  readonly header: Uint8Array;
  readonly facts: SealedFacts;
  readonly mediaType: string;
}

/** What is faxed: sealed for the department, for recovery, and for us who hand it to the carrier. */
export type SentMediaType = OutboundTransport['mediaType'];

export type SentDocument = StoredDocument<'sent', SentMediaType>;

/** The message that a delivery becomes in another department's mailbox. */
export interface InHouseMessage {
  readonly id: MessageId;
  readonly pages: readonly MadePage[];
  readonly documents: readonly StoredDocument<'original' | 'pdf'>[];
}

/** What a delivery becomes in the room. */
export interface RoomMessage {
  readonly functionId: PartnerFunctionId;
  readonly pages: number;
  readonly documents: readonly StoredDocument<'pdf'>[];
}

/** A page as it was made here: whole, by construction. */
export interface MadePage {
  readonly lines: number;
  readonly blank: boolean;
}

/** One fact with its source. */
export interface Told {
  readonly fact: DeliveryFact;
  readonly source: FactSource;
  /** The same for what is told twice. */
  readonly eventKey: string;
  readonly evidence: Evidence;
  /** The carrier's name of the fax, when it gave one. */
  readonly carrierFaxId?: string | undefined;
  /** The carrier that tells: it has what it tells of. */
  readonly carrier?: string | undefined;
}

export type Effect =
  | {
      readonly kind: 'changed';
      readonly state: DeliveryState;
      readonly delivery: StoredDelivery;
      /** What is done about it, when it has failed. */
      readonly next?: AfterFailure | undefined;
      /** A call has ended, or nobody knows of it any more: another may begin. */
      readonly freesLine: boolean;
    }
  /** Kept as evidence, and nothing else: told before, or too late to matter. */
  | { readonly kind: 'kept' }
  /** About another fax than the one that this delivery is at the carrier. Kept as evidence. */
  | { readonly kind: 'another-fax' }
  | { readonly kind: 'no-such-delivery' };

/** How held work goes on, committed together with its effect. */
export type WorkFate =
  | { readonly kind: 'end' }
  | {
      readonly kind: 'again';
      readonly inMs: number;
      readonly error?: string | undefined;
      /** Its tries are counted anew. */
      readonly isFresh?: boolean | undefined;
    };

export interface WorkEnd {
  readonly work: Work;
  readonly fate: WorkFate | ((state: DeliveryState) => WorkFate);
}

export interface IntendedWay {
  readonly carrier: string;
  readonly mediaType: SentMediaType;
  /** How many calls may be under way by it at once; undefined: any number. */
  readonly atOnce: number | undefined;
  /** An order that waits there can be taken out of its queue. */
  readonly withdrawable: boolean;
}

export type Intended =
  /** Committed: the call may leave. */
  | 'intended'
  /** Another call to the number is under way, or as many by the carrier as may be. */
  | 'line-held'
  /** A person was faster, or the delivery is further already. */
  | 'not-preparing';

/** Deliveries in PostgreSQL, as the role `kuvert_outbound`. */
export interface Deliveries {
  read(id: DeliveryId): Promise<StoredDelivery | undefined>;
  /** Keeps a fact, moves the state by it, queues what the policy tries again, tells people's browsers; with the fate of the work that found it out. @throws LeaseLost */
  tell(id: DeliveryId, told: Told, end?: WorkEnd): Promise<Effect>;
  /** Nothing but the fate of the work, by the state that the delivery is in then. @throws LeaseLost */
  settle(id: DeliveryId, end: WorkEnd): Promise<void>;
  /** Commits the intent and the work that follows it up, before any call leaves. */
  intend(id: DeliveryId, way: IntendedWay, followInMs: number): Promise<Intended>;
  /** Calls that are with the carrier, or may be. */
  callsUnderWay(carrier: string): Promise<number>;
  /** Keeps that its pages are being made, unless so many deliveries have theirs and are not handed over: false. */
  getReadyAhead(id: DeliveryId, told: Told, most: number): Promise<boolean>;
  /** Whether an order may go to the carrier now: while its account takes none, one now and then to see. */
  mayCall(carrier: string): Promise<boolean>;
  /** People see why it waits. */
  waitForAccount(id: DeliveryId): Promise<void>;
  /** The carrier takes orders (again). */
  accountWorks(carrier: string): Promise<void>;
  continued(id: DeliveryId): Promise<ContinuedFacts>;
  /** The pages to send. */
  outgoing(order: SendOrderId): Promise<SealedForUs>;
  /** The pages as a carrier of this kind gets them; undefined until they were made. */
  sent(id: DeliveryId, mediaType: SentMediaType): Promise<SealedForUs | undefined>;
  /** The pages as the carrier that has the delivery gets them. */
  handedOver(id: DeliveryId): Promise<SealedForUs | undefined>;
  /** False when they were there already. */
  keepSent(delivery: StoredDelivery, document: SentDocument, serviceKey: KeyId): Promise<boolean>;
  /**
   * Makes the message and ends delivery and work, all together; the documents that no row names then.
   * @throws LeaseLost
   */
  fileInHouse(
    delivery: StoredDelivery,
    message: InHouseMessage,
    work: Work,
  ): Promise<InHouseMessage['documents']>;
  /**
   * Lays what is prepared ready for its partner, under the delivery's id, and says when the work is to look again.
   * `no-address`, with nothing changed, while partners have no name for the department. @throws LeaseLost
   */
  offer(delivery: StoredDelivery, work: Work, lookInMs: number): Promise<'settled' | 'no-address'>;
  departmentKey(id: DepartmentId): Promise<{ readonly id: KeyId; readonly recipient: Recipient }>;
  /** What a function's messages in the room are sealed for. @throws KuvertError `key-missing` */
  roomKey(id: PartnerFunctionId): Promise<{ readonly id: KeyId; readonly recipient: Recipient }>;
  /**
   * Lays it into the room under the delivery's id and ends delivery and work, all together; the documents that no row names
   * then. @throws LeaseLost
   */
  fileInRoom(
    delivery: StoredDelivery,
    message: RoomMessage,
    work: Work,
  ): Promise<RoomMessage['documents']>;
  /** Fax ids at the carrier that deliveries to this number have. */
  takenFaxIds(carrier: string, to: string): Promise<readonly string[]>;
  /** Counts a fetch that begins; false when the delivery is not with the carrier, or was fetched often enough. */
  beginMedia(id: DeliveryId): Promise<boolean>;
  /** Counts a fetch that got the whole. */
  mediaRead(id: DeliveryId): Promise<void>;
}
