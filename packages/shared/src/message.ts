import type { PersonId } from './ids.ts';

/** Where a received message is, as machines see it. */
export type MessageState =
  /** Sealed, stored, read back: a department can work with it. */
  | 'available'
  /** Filed, but a person has to look: see the attention reason. */
  | 'attention';

/** What has become of the carrier's own copy. */
export type CarrierCopy =
  /** Still there: not ours to delete yet. */
  | 'kept'
  | 'deleted'
  /** Deletion failed and is tried again; shown to people. */
  | 'delete-failed'
  /** The carrier keeps none. */
  | 'none';

/**
 * `original`: as it came. `pdf`: made of it at once, for reading. `searchable`: the same with its machine-read text and
 * turned pages upright. `text`: the machine-read text as data.
 */
export type DocumentKind = 'original' | 'pdf' | 'searchable' | 'text';

export type MediaType =
  | 'image/tiff'
  | 'application/pdf'
  | 'application/json'
  | 'application/octet-stream';

/** What people have done with a message in a department: one state, of which `registered` to `forwarded` are "done". */
export type Handling =
  | { readonly state: 'new' }
  | { readonly state: 'taken'; readonly by: PersonId; readonly at: Date }
  | {
      readonly state: 'registered';
      readonly by: PersonId;
      readonly at: Date;
      /** The case system, such as `Ciceron`. */
      readonly system: string;
      /** The diary number (dnr). */
      readonly reference: string;
    }
  | {
      readonly state: 'not-registered';
      readonly by: PersonId;
      readonly at: Date;
      readonly reason: string;
    }
  /** It is another department's, and lies there; here no page of it is left. */
  | { readonly state: 'forwarded'; readonly by: PersonId; readonly at: Date }
  /** Set aside as junk, and kept; by nobody where its sender is on a list of junk senders. */
  | { readonly state: 'quarantined'; readonly by: PersonId | null; readonly at: Date };

export type HandlingState = Handling['state'];

export const isDone = (state: HandlingState): boolean =>
  state === 'registered' || state === 'not-registered' || state === 'forwarded';
