import { SAME } from '@kuvert/fax-document/likeness/likeness';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createOpener } from '@kuvert/platform/vault/opener';
import { createSealer } from '@kuvert/platform/vault/sealer';
import type { Database } from '@kuvert/platform/postgres/database';
import type { WorkHandler } from '@kuvert/platform/work/worker';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

import type { MailboxConfig } from '../config.ts';
import type { Events } from '../events.ts';
import type { PageComparer } from '../use-cases/find-resends.ts';
import { grantToSystem, openGranted } from '../use-cases/open-document.ts';
import type { ReadingDeps } from '../use-cases/read-by-machine.ts';
import type { TextReader } from '../use-cases/text-reader.ts';
import { addMissing } from './add-missing.ts';
import { findResendsWork } from './find-resends.ts';
import { recogniseWork } from './recognise.ts';

/** The chosen adapters. */
export interface WorkParts {
  readonly database: Database;
  readonly bell: Bell;
  readonly objects: ObjectStore;
  readonly keys: KeyProvider;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly events: Events;
  /** None where another replica reads. */
  readonly reader: TextReader | undefined;
  readonly comparer: PageComparer | undefined;
  readonly steps: ReadingDeps['steps'];
}

/** Every kind of the mailbox's background work. */
export const workHandlers = (
  { recovery, text }: Pick<MailboxConfig, 'recovery' | 'text'>,
  { reader, comparer, ...parts }: WorkParts,
): readonly WorkHandler[] => {
  if (!reader || !comparer) return [addMissing(parts)];
  const asTheSystem = {
    ...parts,
    grant: grantToSystem(parts.database),
    open: openGranted({ ...parts, opener: createOpener() }),
  };
  const reading = recogniseWork({
    ...asTheSystem,
    reader,
    recovery,
    language: text.language,
    sealer: createSealer(),
    digest: sha256Hex,
  });
  return [addMissing(parts), reading, findResendsWork({ ...asTheSystem, comparer, same: SAME })];
};
