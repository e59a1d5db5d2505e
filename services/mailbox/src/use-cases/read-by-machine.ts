import type { Recognition, RecognitionLanguage } from '@kuvert/fax-document/recognition';
import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import {
  sealAndStoreAll,
  type PlainDocument,
  type SealAndStoreDeps,
  type SealStep,
} from '@kuvert/platform/documents/seal-and-store';
import type { Database } from '@kuvert/platform/postgres/database';
import { endWork, type Work } from '@kuvert/platform/work/work';
import type { Clock } from '@kuvert/shared/clock';
import { documentMetadataOf } from '@kuvert/shared/document-metadata';

import { languageTags } from '../documents/languages.ts';
import { writeText } from '../documents/sealed-text.ts';
import type { Events } from '../events.ts';
import { notifyMessage } from '../live/channel.ts';
import { audit } from '../store/audit.ts';
import { readReadingTask, writeReading, type ReadingTask } from '../store/reading.ts';
import type { Granted, SystemOpenRequest } from './open-document.ts';
import { verdictOf } from './reading-verdict.ts';
import { asReaderFault, type TextReader, type Unreadable } from './text-reader.ts';

/** Every place where a crash would fall between two steps. */
export type ReadingStep =
  | SealStep
  | `recognise:${'claimed' | 'opened' | 'read' | 'made' | 'filed'}`;

export interface ReadingDeps extends Omit<SealAndStoreDeps, 'events' | 'steps'> {
  readonly database: Database;
  readonly clock: Clock;
  readonly reader: TextReader;
  /** Where a department has none of its own. */
  readonly language: RecognitionLanguage;
  readonly grant: (request: SystemOpenRequest) => Promise<Granted>;
  readonly open: (granted: Granted) => Promise<Uint8Array>;
  readonly events: Pick<Events, 'textRead' | 'textGivenUp' | 'readingNotTold' | 'objectLeft'>;
  readonly steps: (name: ReadingStep) => Promise<void>;
}

/**
 * Reads a message's document by machine: its text, and a PDF that carries it, are sealed, stored and filed with the end
 * of the work. Idempotent: after a crash it is done again, and only the transaction that files it counts.
 * @throws Unreadable when the document is at fault; everything else is a fault of ours
 */
export const readByMachine =
  (deps: ReadingDeps) =>
  async (work: Work, signal: AbortSignal): Promise<void> => {
    await deps.steps('recognise:claimed');
    const task = await readTask(deps, work);
    const source = await openSource(deps, work, task);
    await deps.steps('recognise:opened');
    const begun = performance.now();
    const recognition = await recognise(deps, task, source, signal);
    await deps.steps('recognise:read');
    const state = verdictOf(recognition);
    const plain =
      state === 'none' ? [] : await makeDocuments(deps, task, source, recognition, signal);
    await deps.steps('recognise:made');
    const documents = await sealAndStoreAll(deps)(plain, task.key, signal);
    const isTurned = documents.some(({ kind }) => kind === 'searchable');
    const turns = isTurned ? turnsOf(recognition) : noTurns;
    await file(deps, work, task, { outcome: { state }, documents, turns });
    await deps.steps('recognise:filed');
    deps.events.textRead(state, recognition.pages.length, performance.now() - begun);
  };

/** Gives a document up: people are told why there is no text. */
export const giveUpReading =
  (deps: ReadingDeps) =>
  async (work: Work, { code: reason }: Unreadable): Promise<void> => {
    await file(deps, work, await readTask(deps, work), {
      outcome: { state: 'failed', reason },
      documents: [],
      turns: noTurns,
    });
    deps.events.textGivenUp(reason);
  };

type Turns = ReadonlyMap<number, number>;

const noTurns: Turns = new Map();

const turnsOf = ({ pages }: Recognition): Turns =>
  new Map(pages.flatMap(({ turn }, index) => (turn === 0 ? [] : [[index + 1, turn]])));

const readTask = ({ database }: ReadingDeps, work: Work): Promise<ReadingTask> =>
  database.transaction((transaction) => readReadingTask(transaction, work.subject), { work });

/** The TIFF as it was received; of a received PDF the one that was made to be read. */
const openSource = async (
  { grant, open }: ReadingDeps,
  work: Work,
  { received }: ReadingTask,
): Promise<Uint8Array> => {
  const kind = received === 'image/tiff' ? 'original' : 'pdf';
  return open(await grant({ work, which: { kinds: [kind] }, action: 'recognise' }));
};

const languageOf = (deps: ReadingDeps, task: ReadingTask): RecognitionLanguage =>
  task.language ?? deps.language;

const recognise = async (
  deps: ReadingDeps,
  task: ReadingTask,
  source: Uint8Array,
  signal: AbortSignal,
): Promise<Recognition> => {
  const { messageId, departmentId } = task;
  const tell = (done: number, pages: number): void => {
    if (done === pages) return; // what follows tells more
    notifyMessage(deps.database, { departmentId, messageId, reading: { done, pages } }).catch(
      (error: unknown) => deps.events.readingNotTold(error),
    );
  };
  try {
    const language = languageOf(deps, task);
    return await deps.reader.recognise(source, { language, signal, onPage: tell });
  } catch (error) {
    throw asReaderFault(error, signal);
  }
};

const makeDocuments = async (
  deps: ReadingDeps,
  task: ReadingTask,
  source: Uint8Array,
  recognition: Recognition,
  signal: AbortSignal,
): Promise<readonly PlainDocument[]> => {
  const language = languageTags[recognition.language];
  const metadata = { ...documentMetadataOf(task.facts), language };
  const text: PlainDocument = {
    kind: 'text',
    mediaType: 'application/json',
    bytes: writeText(recognition),
  };
  try {
    const { pdf } = await deps.reader.toPdf(source, { metadata, recognition, signal });
    // A PDF that stays as it was would be kept twice.
    if (deps.digest(pdf) === deps.digest(source)) return [text];
    return [text, { kind: 'searchable', mediaType: 'application/pdf', bytes: pdf }];
  } catch (error) {
    throw asReaderFault(error, signal);
  }
};

/** All that reading came to, and the end of its work, in one transaction. The audit row is last, since it holds a lock. */
const file = async (
  deps: ReadingDeps,
  work: Work,
  task: ReadingTask,
  reading: Pick<Parameters<typeof writeReading>[2], 'outcome' | 'documents' | 'turns'>,
): Promise<void> => {
  const { messageId, departmentId } = task;
  const { outcome, documents } = reading;
  const error = outcome.state === 'failed' ? outcome.reason : undefined;
  const unused = await filedOrRemoved(deps, documents, () =>
    deps.database.transaction(
      async (transaction) => {
        const left = await writeReading(transaction, task, {
          ...reading,
          language: languageOf(deps, task),
          at: deps.clock.now(),
        });
        await notifyMessage(transaction, { departmentId, messageId });
        await endWork(transaction, work, error);
        await audit(transaction, {
          person: null,
          action: outcome.state === 'failed' ? 'text-given-up' : 'text-read',
          departmentId,
          messageId,
          ...(error === undefined ? {} : { detail: error }),
        });
        return left;
      },
      { work },
    ),
  );
  await removeUnused(deps, unused);
};
