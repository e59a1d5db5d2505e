import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import { newId, type MessageId } from '@kuvert/shared/ids';
import type { Clock } from '@kuvert/shared/clock';
import type { Reception } from '@kuvert/shared/reception';

import type { IntakeDoor } from './intake-door.ts';
import type { Filing, StoredReception } from './ports.ts';
import { prepare } from './prepare.ts';
import type { TakeInDeps } from './take-in.ts';

export interface AcceptDeps extends TakeInDeps {
  readonly clock: Clock;
  readonly intake: Pick<IntakeDoor, 'pass'>;
}

/** Tells a webhook's reception from the sweep's, in the counters alone. */
export type Source = 'webhook' | 'sweep';

/**
 * Keeps one reception so that it survives everything from now on, once however often it is told.
 * Resolves after the durable commit with the message's id.
 * @throws KuvertError `intake-closed`; what sealing and storing throw
 */
export const acceptReception =
  (deps: AcceptDeps) =>
  async (reception: Reception, source: Source, signal: AbortSignal): Promise<MessageId> => {
    await deps.intake.pass();
    return reception.media.kind === 'body'
      ? acceptBody(deps, reception, reception.media.bytes, signal)
      : acceptLink(deps, reception, source);
  };

/** Media named by a link (or none at all): a row and its work are enough; the media are fetched later. */
const acceptLink = async (
  { ledger, bell, steps, events }: AcceptDeps,
  reception: Reception,
  source: Source,
): Promise<MessageId> => {
  await steps('link:authenticated');
  const department = await ledger.departmentOf(reception.to);
  const accepted = await ledger.accept(reception, department);
  await steps('link:accepted');
  for (const id of accepted.work) await bell.ring('ingest', id);
  await steps('link:rung');
  events.accepted(reception.carrier, source, accepted);
  return accepted.messageId;
};

/** Media in the body: sealed and filed before the answer, since the sender forgets them afterwards. */
const acceptBody = async (
  deps: AcceptDeps,
  reception: Reception,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<MessageId> => {
  const { ledger, events, steps, bell } = deps;
  await steps('body:authenticated');
  const { carrier, eventId } = reception;
  const known = await ledger.find(carrier, eventId);
  const before = known && (await ledger.read(known));
  if (before && !lacksDocument(before)) return replayed(deps, carrier, before.messageId);

  const stored = before ?? (await storedFrom(deps, reception));
  const prepared = await prepare(deps)(bytes, stored.departmentId, stored, signal);
  // One that we can't ask for its copy deletes it by itself, and says so.
  const deletesCopy = deps.archives.has(carrier);
  const filing: Filing = { reception: stored, ...prepared, carrierCopy: 'kept', deletesCopy };
  const filed = await filedOrRemoved(deps, filing.documents, () =>
    before ? ledger.fileLate(filing) : ledger.fileAtOnce(filing),
  );
  if (!filed) {
    await removeUnused(deps, prepared.documents);
    return replayed(deps, carrier, (await ledger.find(carrier, eventId)) ?? stored.messageId);
  }
  await removeUnused(deps, filed.unused);
  await steps('body:filed');
  events.accepted(carrier, 'webhook', { messageId: stored.messageId, isNew: !before });
  events.filed(filing);
  for (const { service, id } of filed.work) await bell.ring(service, id);
  await steps('body:rung');
  return stored.messageId;
};

/** It was told of without its pages, and they have not come since. What came with its pages is filed with them. */
const lacksDocument = ({ filed, mediaUrl }: StoredReception): boolean =>
  filed === undefined || (filed.state === 'attention' && mediaUrl !== undefined);

const replayed = ({ events }: AcceptDeps, carrier: string, messageId: MessageId): MessageId => {
  events.accepted(carrier, 'webhook', { messageId, isNew: false });
  return messageId;
};

const storedFrom = async (
  { ledger, randomness, clock }: AcceptDeps,
  reception: Reception,
): Promise<StoredReception> => {
  const { media: _media, ...facts } = reception;
  return {
    ...facts,
    messageId: newId<'message'>(randomness),
    departmentId: await ledger.departmentOf(facts.to),
    acceptedAt: clock.now(),
  };
};
