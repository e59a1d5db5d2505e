import { SAME } from '@kuvert/fax-document/likeness/likeness';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import { createOpener } from '@kuvert/platform/vault/opener';
import { createSealer } from '@kuvert/platform/vault/sealer';
import type { Database } from '@kuvert/platform/postgres/database';
import type { WorkHandler } from '@kuvert/platform/work/worker';
import type { Clock } from '@kuvert/shared/clock';
import type { Randomness } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import type { ExportPlace } from '@kuvert/shared/ports/export-place';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

import type { MailboxConfig } from '../config.ts';
import type { Events } from '../events.ts';
import type { ExportStep } from '../use-cases/export-message.ts';
import type { PageComparer } from '../use-cases/find-resends.ts';
import { grantToSystem, openGranted } from '../use-cases/open-document.ts';
import type { ReadingStep } from '../use-cases/read-by-machine.ts';
import type { TextReader } from '../use-cases/text-reader.ts';
import type { FaxEngine } from '@kuvert/fax-document/engine';
import { addMissing } from './add-missing.ts';
import { endSessions } from './end-sessions.ts';
import { exportWork } from './export.ts';
import { findResendsWork } from './find-resends.ts';
import { ownOrderWork } from './own-orders.ts';
import { writeCheckpoint, type Checkpoints } from './write-checkpoint.ts';
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
  /** Makes pages to send. */
  readonly composer: Pick<FaxEngine, 'toFax'>;
  /** None where nothing is configured. */
  readonly checkpoints: Checkpoints | undefined;
  /** None where nothing is configured. */
  readonly place: ExportPlace | undefined;
  readonly steps: (name: WorkStep) => Promise<void>;
}

/** Every place where a crash would fall between two steps of background work. */
export type WorkStep = ReadingStep | ExportStep;

/** Every kind of the mailbox's background work. */
export const workHandlers = (
  {
    recovery,
    text,
    country,
    timeZone,
    sending,
    session,
  }: Pick<MailboxConfig, 'recovery' | 'text' | 'country' | 'timeZone' | 'sending' | 'session'>,
  { reader, comparer, composer, checkpoints, ...parts }: WorkParts,
): readonly WorkHandler[] => {
  const sealing = { ...parts, recovery, sealer: createSealer(), digest: sha256Hex };
  const asTheSystem = {
    ...parts,
    grant: grantToSystem(parts.database),
    open: openGranted({ ...parts, opener: createOpener() }),
  };
  const always = [
    addMissing(parts),
    endSessions({ ...parts, idleMs: session.idleMs }),
    exportWork(asTheSystem),
    ...(checkpoints ? [writeCheckpoint({ ...parts, ...checkpoints })] : []),
    ...ownOrderWork({
      ...{ ...sealing, ...sending, country, timeZone, engine: composer },
      steps: () => Promise.resolve(),
    }),
  ];
  if (!reader || !comparer) return always;
  const reading = recogniseWork({
    ...asTheSystem,
    ...sealing,
    reader,
    language: text.language,
  });
  return [...always, reading, findResendsWork({ ...asTheSystem, comparer, same: SAME })];
};
