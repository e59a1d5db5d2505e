import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import { endWork, postponeWork, type Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { Randomness } from '@kuvert/shared/ids';
import type { ExportFolder, ExportPlace } from '@kuvert/shared/ports/export-place';

import { exportNames, writeExportFacts } from '../documents/export-facts.ts';
import type { Events } from '../events.ts';
import { notifyMessage } from '../live/channel.ts';
import { audit } from '../store/audit.ts';
import {
  lookForExport,
  writeExported,
  writeHeld,
  writeHeldNoMore,
  type ExportTask,
} from '../store/exporting.ts';
import { addTimelineEvent } from '../store/handling.ts';
import type { Granted, SystemOpenRequest } from './open-document.ts';

/** Every place where a crash would fall between two steps. */
export type ExportStep = `export:${'opened' | 'pdf-there' | 'json-there' | 'told'}`;

export interface ExportDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  /** Undefined when nothing is configured. */
  readonly place: ExportPlace | undefined;
  readonly grant: (request: SystemOpenRequest) => Promise<Granted>;
  readonly open: (granted: Granted) => Promise<Uint8Array>;
  readonly events: Pick<Events, 'exported' | 'exportHeld'>;
  readonly steps: (name: ExportStep) => Promise<void>;
}

/** How often it is looked whether the machine has read a fax, in milliseconds. */
const whileBeingReadMs = 15_000;
const minuteMs = 60_000;

/**
 * Puts a fax into its department's export folder: the PDF, then the facts, whose file says that both are whole. After a
 * crash at any point the same files are written, under the same names. What the folder doesn't take is held, shown, and
 * tried again until it does.
 */
export const exportMessage =
  (deps: ExportDeps) =>
  async (work: Work): Promise<void> => {
    const { database } = deps;
    const look = await database.transaction((transaction) => lookForExport(transaction, work), {
      work,
    });
    if (look.kind === 'nothing') return endWithout(deps, work);
    if (look.kind === 'wait')
      return postponeWork(database, work, whileBeingReadMs, { fresh: true });
    try {
      await putIntoFolder(deps, work, look.task);
    } catch (error) {
      if (!isOfFolder(error)) throw error;
      await hold(deps, work, look.task, error.code);
      return;
    }
    await tell(deps, work, look.task);
    await deps.steps('export:told');
  };

const endWithout = ({ database }: ExportDeps, work: Work): Promise<void> =>
  database.transaction(
    async (transaction) => {
      await writeHeldNoMore(transaction, work.subject);
      await endWork(transaction, work);
    },
    { work },
  );

const isOfFolder = (error: unknown): error is KuvertError =>
  error instanceof KuvertError && error.code.startsWith('export-');

/** The folder is opened before the fax: without one nothing is opened, nor audited as opened. */
const putIntoFolder = async (deps: ExportDeps, work: Work, task: ExportTask): Promise<void> => {
  if (!deps.place)
    throw new KuvertError('export-not-configured', 'No place for export folders is configured.');
  const folder = await deps.place.open(task.folder);
  try {
    await putFiles(deps, work, task, folder);
  } finally {
    await folder.close();
  }
};

const putFiles = async (
  { grant, open, steps }: ExportDeps,
  work: Work,
  { documentId, messageId, facts }: ExportTask,
  folder: ExportFolder,
): Promise<void> => {
  const names = exportNames(messageId);
  const pdf = await open(await grant({ work, which: { documentId }, action: 'export' }));
  await steps('export:opened');
  await folder.put(names.pdf, pdf);
  await steps('export:pdf-there');
  await folder.put(names.json, writeExportFacts(facts));
  await steps('export:json-there');
};

/** A fact of the timeline, with the end of the work; the audit row last, since it holds a lock. */
const tell = async (deps: ExportDeps, work: Work, task: ExportTask): Promise<void> => {
  const { departmentId, messageId, documentId } = task;
  await deps.database.transaction(
    async (transaction) => {
      await writeExported(transaction, task, deps.clock.now());
      await addEvent(deps, transaction, task, 'exported', null);
      await endWork(transaction, work);
      await audit(transaction, {
        person: null,
        action: 'exported',
        departmentId,
        messageId,
        documentId,
      });
    },
    { work },
  );
  deps.events.exported();
};

/** Said once for each reason, and tried again after a minute, and then ever more seldom. */
const hold = async (
  deps: ExportDeps,
  work: Work,
  task: ExportTask,
  code: string,
): Promise<void> => {
  const isNews = task.held !== code;
  await deps.database.transaction(
    async (transaction) => {
      await writeHeld(transaction, task, code, deps.clock.now());
      if (isNews) await addEvent(deps, transaction, task, 'export-held', code);
      const inMs = Math.min(15, 2 ** Math.min(work.attempts - 1, 4)) * minuteMs;
      await postponeWork(transaction, work, inMs, { error: code });
    },
    { work },
  );
  if (isNews) deps.events.exportHeld(code);
};

const addEvent = async (
  { clock, randomness }: ExportDeps,
  transaction: Transaction,
  { departmentId, messageId }: ExportTask,
  kind: 'exported' | 'export-held',
  note: string | null,
): Promise<void> => {
  await addTimelineEvent(transaction, randomness, {
    messageId,
    departmentId,
    at: clock.now(),
    kind,
    person: null,
    note,
  });
  await notifyMessage(transaction, { departmentId, messageId });
};
