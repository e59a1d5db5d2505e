import type { Identity, Recipient } from './vault.ts';

/** A department's identity, sealed to the master key; rests in the database. */
export type WrappedIdentity = Uint8Array;

/** Wraps a new department's identity: needs the public half alone. */
export interface KeyWrapper {
  wrap(identity: Identity): Promise<WrappedIdentity>;
}

/** Opens department identities; held by what opens documents and by nothing else. */
export interface KeyProvider extends KeyWrapper {
  /** The master key's public half. */
  readonly recipient: Recipient;
  /** @throws KuvertError `key-locked` when the wrapped identity isn't for this master key. */
  unwrap(wrapped: WrappedIdentity): Promise<Identity>;
}
