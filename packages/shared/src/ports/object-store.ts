import type { ObjectName } from '../ids.ts';

/**
 * Where sealed payloads lie. Objects are written once and never changed;
 * names are random and say nothing.
 */
export interface ObjectStore {
  /**
   * Stores `bytes` durably: when this resolves they survive a power cut.
   * @throws KuvertError `object-exists` when the name is taken, `object-store-failed` otherwise.
   */
  put(name: ObjectName, bytes: Uint8Array): Promise<void>;
  /**
   * @throws KuvertError `object-missing`; `body-too-large` when it is larger than `maxBytes`,
   * found out before it is read into memory; `object-store-failed`.
   */
  get(name: ObjectName, maxBytes: number): Promise<Uint8Array>;
  /** Removes an object; one that isn't there is no error. */
  remove(name: ObjectName): Promise<void>;
  /** Every name and its age, in no order. */
  list(): AsyncIterable<{ readonly name: ObjectName; readonly modifiedAt: Date }>;
  /** Rejects with `object-store-failed` when the store can't be used now. */
  check(): Promise<void>;
}
