import type { KeptObjects } from '@kuvert/platform/objects/minio-versions';
import type { KeyObject } from 'node:crypto';

import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { KeyProvider, KeyWrapper } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';
import type { Database } from '@kuvert/platform/postgres/database';
import type { RolePasswords } from '@kuvert/platform/postgres/migrate';

/** Files that open departments. */
export interface KeyPaths {
  readonly keyFile: string;
  readonly passphraseFile: string;
}

/** The second place of the audit chain, with the keys that its checkpoints may be signed by. */
export interface CheckpointSource {
  readonly place: KeptObjects;
  readonly publicKeys: readonly KeyObject[];
}

/**
 * A house that commands work on, as its owner. What a command doesn't ask for needn't be configured.
 * Every function throws KuvertError `configuration-wrong`, naming the variable, when it must be and isn't.
 */
export interface House {
  readonly ownerUrl: string;
  readonly database: Database;
  objects(): Promise<ObjectStore>;
  /** As `objects`, but makes the bucket that isn't there. */
  makeObjects(): Promise<ObjectStore>;
  /** The folder of the object store; undefined when it is a server. */
  readonly objectsFolder: string | undefined;
  keyPaths(): KeyPaths;
  /** Wraps with the master key's public half: needs no passphrase. */
  keyWrapper(): Promise<KeyWrapper>;
  keyProvider(): Promise<KeyProvider>;
  /** Undefined when none is configured. */
  recoveryRecipient(): Promise<Recipient | undefined>;
  /** Where checkpoints of the audit chain lie, and what checks them; undefined when none is configured. */
  checkpoints?(): Promise<CheckpointSource | undefined>;
  rolePasswords(): Promise<RolePasswords>;
  close(): Promise<void>;
}
