import type { Id } from '../ids.ts';

/** A hybrid post-quantum age recipient (`age1pq1…`): public, seals only. */
export type Recipient = Id<'recipient'>;
/** A hybrid post-quantum age identity (`AGE-SECRET-KEY-PQ-1…`): opens. Never logged, never leaves the opener. */
export type Identity = Id<'identity'>;

/** Sizes in bytes and SHA-256 in lower-case hex: what is refused when it doesn't match. */
export interface SealedFacts {
  readonly payloadSize: number;
  readonly payloadSha256: string;
  readonly plainSize: number;
  readonly plainSha256: string;
}

/** One document in the age format, cut after the header: header + payload is a plain age file. */
export interface Sealed {
  /** The age header with its MAC line: the wrapped file key. Lies in PostgreSQL. */
  readonly header: Uint8Array;
  /** Nonce and ciphertext. Lies in the object store. */
  readonly payload: Uint8Array;
  readonly facts: SealedFacts;
}

export interface Sealer {
  /**
   * Seals for every recipient.
   * @throws KuvertError `recipient-not-hybrid` when one isn't an `age1pq1…` recipient: age would mix them in
   * silence and lose the protection against a later quantum computer.
   */
  seal(plain: Uint8Array, recipients: readonly [Recipient, ...Recipient[]]): Promise<Sealed>;
}

export interface Opener {
  /**
   * Opens a document after its payload's size and hash were compared with the row's facts, and compares the
   * plaintext's before it is released.
   * @throws KuvertError `document-damaged` when anything differs or doesn't open.
   */
  open(sealed: Sealed, identity: Identity): Promise<Uint8Array>;
}
