import { filedOrRemoved, removeUnused } from '@kuvert/platform/documents/remove-unused';
import type { DepartmentKey } from '@kuvert/platform/documents/stored-document';
import type { OwnMessage } from '@kuvert/platform/partners/own-message';
import type { ActingPartner } from '@kuvert/platform/partners/partner-access';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import type { AttentionReason } from '@kuvert/shared/attention';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import { newId, type DepartmentId } from '@kuvert/shared/ids';
import type { MessageData } from '@kuvert/shared/partners/client-api';
import { receiptOfRepeated } from '@kuvert/shared/partners/duplicate';
import { accepted, rejected, type Receipt } from '@kuvert/shared/partners/reasons';
import type { PartnerDetails } from '@kuvert/shared/partners/sealed-parts';
import type { Bell } from '@kuvert/shared/ports/bell';
import { gateway, type PartnerDoor } from '@kuvert/shared/reception';
import { mayBeAnswerBy } from '@kuvert/shared/referrals/answer-by';

import type { IngestEvents } from '../events.ts';
import type { IntakeDoor } from './intake-door.ts';
import type { PartnerLedger, SendingFunction } from './partner-ports.ts';
import type { Filing, OrderedWork } from './ports.ts';
import { prepareFiles, type PrepareDeps } from './prepare.ts';
import type { ReadMessage } from './read-partner-message.ts';

export interface AcceptPartnerDeps extends PrepareDeps {
  readonly partners: PartnerLedger;
  /** By which messages come. */
  readonly door: PartnerDoor;
  readonly bell: Bell;
  readonly events: IngestEvents;
  readonly clock: Clock;
  readonly intake: Pick<IntakeDoor, 'pass'>;
}

type Rejected = Receipt & { readonly kind: 'rejected' };

/** What a partner is answered: what was taken, as it is told of it from then on; or why not. */
export type Acknowledged = { readonly kind: 'accepted'; readonly data: MessageData } | Rejected;

const dayMs = 24 * 60 * 60_000;

/**
 * Takes a partner's message as a door read it: addressed, made into pages, sealed for its department and filed before this resolves.
 * The same message again is answered as the first time; what is rejected is kept nowhere.
 * @throws KuvertError `intake-closed`; `rate-limited` beyond the partner's share of a day; what converting, sealing and storing throw
 */
export const acceptPartnerMessage =
  (deps: AcceptPartnerDeps) =>
  async (
    partner: ActingPartner,
    message: ReadMessage | Rejected,
    signal: AbortSignal,
  ): Promise<Acknowledged> => {
    if (message.kind === 'rejected') return message;
    await deps.intake.pass();
    const { attributes } = message;
    await deps.steps('partner:read');
    // before anything else of it is looked at: what holds by now need not have held when it was taken
    if (attributes.sender !== partner.domain)
      return rejected('BV', 'security', 'attributes.sender');
    const contentSha256 = deps.digest(Buffer.from(message.canonical));
    const { id } = partner;
    const before = await deps.partners.taken(id, attributes.messageId);
    const repeated = repeatedOf(before, contentSha256);
    if (repeated) return repeated;
    const answerBy = message.referral?.answerBy ?? null;
    if (answerBy !== null && !mayBeAnswerBy(answerBy, utcDay(deps.clock)))
      return rejected('BV', 'invariant', answerByPlace);
    const place = await placeOf(deps, partner, message);
    if ('kind' in place) return place;
    const since = new Date(deps.clock.now().getTime() - dayMs);
    if ((await deps.partners.takenSince(id, since)) >= partner.mostADay)
      throw new KuvertError('rate-limited', 'as many messages as the partner may send in a day');
    return file(deps, partner, message, place, contentSha256, signal);
  };

/** Where the day by which an answer is wanted stands in a message. */
export const answerByPlace = 'attributes.answerBy';

/** Where it isn't the sender's own day, it is the one before. */
const utcDay = (clock: Clock): string => clock.now().toISOString().slice(0, 10);

/** Undefined for an id that is new. */
const repeatedOf = (before: OwnMessage | undefined, sha256: string): Acknowledged | undefined => {
  if (!before) return undefined;
  const receipt = receiptOfRepeated<Receipt>(
    { sha256: before.contentSha256, receipt: accepted },
    sha256,
    rejected('BV', 'duplicate', 'attributes.messageId'),
  );
  return receipt?.kind === 'rejected' ? receipt : { kind: 'accepted', data: before.data };
};

interface Place {
  readonly departmentId: DepartmentId;
  readonly from: SendingFunction;
}

/** To whom it is and from whom, both by functions that the operator wrote down. */
const placeOf = async (
  { partners, door }: AcceptPartnerDeps,
  { id }: ActingPartner,
  { attributes: { recipient, recipientAttention, senderAttention } }: ReadMessage,
): Promise<Place | Rejected> => {
  const to = recipientAttention.subOrganization.extension;
  const departmentId = await partners.departmentAt(recipient, to);
  if (!departmentId)
    return rejected('BV', 'not-found', 'attributes.recipientAttention.subOrganization.extension');
  const from = await partners.functionAt(id, door, senderAttention.subOrganization.extension);
  if (!from)
    return rejected('BV', 'not-found', 'attributes.senderAttention.subOrganization.extension');
  return { departmentId, from };
};

const file = async (
  deps: AcceptPartnerDeps,
  partner: ActingPartner,
  message: ReadMessage,
  { departmentId, from }: Place,
  contentSha256: string,
  signal: AbortSignal,
): Promise<Acknowledged> => {
  const { partners, door, clock, randomness, ledger, steps } = deps;
  const { attributes } = message;
  const { messageId: theirs } = attributes;
  const at = clock.now();
  const reception = {
    carrier: door,
    eventId: `${partner.id}:${theirs}`,
    faxId: theirs,
    from: from.number,
    to: attributes.recipientAttention.subOrganization.extension,
    receivedAt: at,
    messageId: newId<'message'>(randomness),
    departmentId,
    acceptedAt: at,
  };
  const prepared = await prepareFiles(deps)(message.files, departmentId, reception, signal);
  const { outcome, documents, pagesOf } = prepared;
  if (outcome.state === 'attention') {
    await removeUnused(deps, documents);
    return notPages(outcome.reason);
  }
  const key = await ledger.activeKey(departmentId);
  const details = await sealDetails(deps, message, pagesOf, key);
  await steps('partner:sealed');
  const filing: Filing = { reception, outcome, documents, carrierCopy: 'none', deletesCopy: false };
  const facts = {
    partner,
    from,
    attributes,
    conversationId: attributes.conversationId ?? theirs,
    referral: message.referral,
    contentSha256,
    keyId: key.id,
    details,
    at,
  };
  const filed = await filedOrRemoved(deps, documents, () => partners.file(filing, facts));
  await removeUnused(deps, filed ? filed.unused : documents);
  await steps('partner:filed');
  if (filed) await tell(deps, filing, filed.work);
  const taken = repeatedOf(await partners.taken(partner.id, theirs), contentSha256);
  if (!taken) throw new KuvertError('internal', 'a message that was filed is not there');
  return taken;
};

const sealDetails = (
  { recovery }: AcceptPartnerDeps,
  message: ReadMessage,
  pagesOf: readonly number[],
  { recipient }: DepartmentKey,
): Promise<Uint8Array> => {
  const files = message.files.map(({ name }, at) => ({ name, pages: pagesOf[at] ?? 0 }));
  const details: PartnerDetails = { ...message.details, files };
  return sealText(JSON.stringify(details), [recipient, recovery]);
};

const tell = async (
  { events, bell, steps }: AcceptPartnerDeps,
  filing: Filing,
  work: readonly OrderedWork[],
): Promise<void> => {
  const { carrier, messageId } = filing.reception;
  events.accepted(carrier, carrier === gateway ? 'webhook' : 'sweep', { messageId, isNew: true });
  events.filed(filing);
  for (const { service, id } of work) await bell.ring(service, id);
  await steps('partner:rung');
};

const at = 'attributes.digitalDocument.contentFiles';

const tooMuch: ReadonlySet<AttentionReason> = new Set([
  'media-too-large',
  'too-many-pages',
  'too-many-pixels',
  'conversion-limit',
]);

/** Why no pages can be made of it, in a receipt's words. */
const notPages = (reason: AttentionReason): Rejected => {
  if (tooMuch.has(reason)) return rejected('BV', 'too-long', at);
  return rejected('BV', reason === 'encrypted-pdf' ? 'not-supported' : 'invariant', at);
};
