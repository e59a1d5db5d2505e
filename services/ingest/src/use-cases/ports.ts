import type { DepartmentKey, StoredDocument } from '@kuvert/platform/documents/stored-document';
import type { AttentionReason } from '@kuvert/shared/attention';
import type { DepartmentId, MessageId, WorkId } from '@kuvert/shared/ids';
import type { Integrity, PageIntegrity } from '@kuvert/shared/integrity';
import type { CarrierCopy, MessageState } from '@kuvert/shared/message';
import type { Reception } from '@kuvert/shared/reception';

import type { Intake } from './intake.ts';

/** A row of work that this worker holds. */
export interface HeldWork {
  readonly id: WorkId;
  readonly kind: string;
  readonly subject: string;
  readonly attempts: number;
  readonly leaseId: string;
}

/** How held work goes on, committed together with its effect. */
export type WorkFate =
  | { readonly kind: 'end'; readonly error?: string }
  /** With an error the tries count on; without one they start anew: periodic work. */
  | { readonly kind: 'again'; readonly inMs: number; readonly error?: string };

/** A reception as it lies in the database; its media link instead of its media. */
export interface StoredReception extends Omit<Reception, 'media'> {
  readonly messageId: MessageId;
  readonly departmentId: DepartmentId;
  readonly mediaUrl?: string;
  readonly acceptedAt: Date;
  /** Undefined until it was filed. */
  readonly filed?: { readonly state: MessageState; readonly carrierCopy: CarrierCopy };
}

export type Outcome =
  | {
      readonly state: 'available';
      readonly integrity: Integrity;
      /** Each page's own part of it, in their order. */
      readonly pages: readonly PageIntegrity[];
      /** How it came, when it came as PDF. */
      readonly intake?: Intake;
      readonly tsi?: string;
    }
  | { readonly state: 'attention'; readonly reason: AttentionReason };

export interface Filing {
  readonly reception: Omit<StoredReception, 'filed'>;
  readonly outcome: Outcome;
  readonly documents: readonly StoredDocument[];
  readonly carrierCopy: CarrierCopy;
  /** True when the carrier's copy is ours to delete, once a document is safe. */
  readonly deletesCopy: boolean;
}

export interface OrderedWork {
  readonly service: 'ingest' | 'mailbox';
  readonly id: WorkId;
}

export interface Filed {
  /** Objects that no row needs, since the same document was filed before. */
  readonly unused: readonly StoredDocument[];
  /** Work to ring for, such as the deletion of the carrier's copy: of this service or of the mailbox. */
  readonly work: readonly OrderedWork[];
}

export interface Accepted {
  readonly messageId: MessageId;
  /** False for a replay. */
  readonly isNew: boolean;
  /** Work to ring for. */
  readonly work: readonly WorkId[];
}

/** What ingest keeps in PostgreSQL. Every method is one transaction; an error of code `commit-unknown` may have happened. */
export interface Ledger {
  /** Whether the unassigned department has somebody who can take care of its faxes. */
  isAttended(): Promise<boolean>;
  /** The department of a dialled number; the unassigned one for a number that nobody owns. */
  departmentOf(dialled: string): Promise<DepartmentId>;
  /** @throws KuvertError `key-missing` */
  activeKey(department: DepartmentId): Promise<DepartmentKey>;
  /** The message that this event became already. */
  find(carrier: string, eventId: string): Promise<MessageId | undefined>;
  /** Keeps the event and adds the work that takes it in; a replay changes nothing, but may bring a link that was missing. */
  accept(reception: Reception, department: DepartmentId): Promise<Accepted>;
  read(message: MessageId): Promise<StoredReception | undefined>;
  /** Files what a work row took in. @throws LeaseLost */
  file(filing: Filing, work: HeldWork, fate: WorkFate): Promise<Filed>;
  /** Keeps the event and files it at once; undefined when another request was first. */
  fileAtOnce(filing: Filing): Promise<Filed | undefined>;
  /** Files pages that came after the report of them, in place of fetching them; nothing new when they are there already. */
  fileLate(filing: Filing): Promise<Filed>;
  /** Nothing but the fate of the work. @throws LeaseLost */
  settle(work: HeldWork, fate: WorkFate): Promise<void>;
  /** What became of the carrier's copy. @throws LeaseLost */
  copySettled(
    message: MessageId,
    copy: 'deleted' | 'delete-failed',
    work: HeldWork,
    fate: WorkFate,
  ): Promise<void>;
  /** What the sender says became of its own copy. @throws KuvertError `not-found` for an event that we never had */
  copyReported(
    carrier: string,
    eventId: string,
    copy: 'deleted' | 'delete-failed',
  ): Promise<MessageId>;
  /** When the carrier was last asked with success. */
  checkedAt(carrier: string): Promise<Date | undefined>;
  /** When this work was first ordered. */
  orderedAt(work: HeldWork): Promise<Date>;
  /** @throws LeaseLost */
  carrierChecked(
    carrier: string,
    outcome: { readonly at: Date } | { readonly error: string },
    work: HeldWork,
    fate: WorkFate,
  ): Promise<void>;
}
