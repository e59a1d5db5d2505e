import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type { Bell } from '@kuvert/shared/ports/bell';
import type { CarrierArchive } from '@kuvert/shared/ports/transport';

import type { IngestEvents } from '../events.ts';
import { mediaFailureOf, type MediaFailure } from './media-failure.ts';
import { nextMediaTry, triesBeforeAttention } from './patience.ts';
import type { Filing, HeldWork, Ledger, StoredReception, WorkFate } from './ports.ts';
import { prepare, withoutDocument, type Prepared, type PrepareDeps } from './prepare.ts';

export interface TakeInDeps extends PrepareDeps {
  readonly ledger: Ledger;
  readonly bell: Bell;
  readonly archives: ReadonlyMap<string, Pick<CarrierArchive, 'fetch'>>;
  readonly events: IngestEvents;
}

/**
 * Takes in what was accepted: fetches its media, seals, stores and files it. Idempotent: after a crash it is done again,
 * and only the transaction that files it and ends the work counts.
 */
export const takeIn =
  (deps: TakeInDeps) =>
  async (work: HeldWork, signal: AbortSignal): Promise<void> => {
    await deps.steps('take-in:claimed');
    const reception = await deps.ledger.read(asId<'message'>(work.subject));
    if (!reception) throw new KuvertError('internal', 'work without a reception');
    if (reception.filed?.state === 'available') {
      await deps.ledger.settle(work, { kind: 'end' });
      return;
    }
    const media = await fetchMedia(deps, reception, signal);
    if (media.kind === 'failed') return onFailure(deps, reception, work, media.failure);
    const { departmentId } = reception;
    const prepared =
      media.kind === 'none'
        ? withoutDocument('no-document')
        : await prepare(deps)(media.bytes, departmentId, reception, signal);
    await fileAndRing(deps, filingOf(deps, reception, prepared), work, { kind: 'end' });
  };

type Media =
  | { readonly kind: 'none' }
  | { readonly kind: 'came'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly failure: MediaFailure };

const fetchMedia = async (
  { archives, steps }: TakeInDeps,
  { carrier, faxId, mediaUrl }: StoredReception,
  signal: AbortSignal,
): Promise<Media> => {
  if (mediaUrl === undefined) return { kind: 'none' };
  const archive = archives.get(carrier);
  if (!archive) throw new KuvertError('carrier-unknown', 'this carrier is not configured any more');
  try {
    const bytes = await archive.fetch({ faxId, url: mediaUrl }, signal);
    await steps('take-in:fetched');
    return { kind: 'came', bytes };
  } catch (error) {
    const failure = signal.aborted ? undefined : mediaFailureOf(error);
    if (!failure) throw error;
    return { kind: 'failed', failure };
  }
};

/** A person is told at once when trying again can't help, otherwise after some tries; the tries go on. */
const onFailure = async (
  deps: TakeInDeps,
  reception: StoredReception,
  work: HeldWork,
  { reason, transient, code }: MediaFailure,
): Promise<void> => {
  const inMs = transient ? nextMediaTry(work.attempts) : undefined;
  const fate: WorkFate =
    inMs === undefined ? { kind: 'end', error: code } : { kind: 'again', inMs, error: code };
  const tell =
    !transient ||
    work.attempts === triesBeforeAttention ||
    (work.attempts > triesBeforeAttention && !reception.filed);
  deps.events.mediaFailed(reception.carrier, code, work.attempts);
  if (tell) await fileAndRing(deps, filingOf(deps, reception, withoutDocument(reason)), work, fate);
  else await deps.ledger.settle(work, fate);
};

/** The carrier keeps its copy until a document is safe with us. */
const filingOf = (
  { archives }: TakeInDeps,
  reception: StoredReception,
  { outcome, documents }: Prepared,
): Filing => {
  const deletesCopy = archives.has(reception.carrier);
  return { reception, outcome, documents, deletesCopy, carrierCopy: deletesCopy ? 'kept' : 'none' };
};

const fileAndRing = async (
  deps: TakeInDeps,
  filing: Filing,
  work: HeldWork,
  fate: WorkFate,
): Promise<void> => {
  const filed = await filedOrRemoved(deps, filing.documents, () =>
    deps.ledger.file(filing, work, fate),
  );
  await deps.steps('take-in:filed');
  deps.events.filed(filing);
  for (const { service, id } of filed.work) await deps.bell.ring(service, id);
  await deps.steps('take-in:rung');
  await removeUnused(deps, filed.unused);
};
