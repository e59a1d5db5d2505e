import type { Transaction } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';
import { showNumber, toE164 } from '@kuvert/shared/phone';

import type { Draft, DraftText } from '#api';
import { returnReasons, returnText, type ReturnText } from '../documents/return-words.ts';
import { notifyMessage } from '../live/channel.ts';
import { findRequested } from '../store/draft-rows.ts';
import { audit } from '../store/audit.ts';
import { addTimelineEvent, lockHandling, writeHandling } from '../store/handling.ts';
import { notFound } from '../store/not-found.ts';
import { openReferralStates } from '../store/referrals.ts';
import { type Actor, scopeOf } from './actor.ts';
import { beginDraft } from './create-draft.ts';
import type { DraftDeps } from './draft-ports.ts';
import { openDraft, readSealedDraft } from './draft-view.ts';
import { reportMessageOnce, tellOfIncident } from './report-incident.ts';
import { refuseForwarding, transition } from './transitions.ts';

export interface ReturnRequest {
  readonly messageId: string;
  /** Made up by who asks: asked again, the same draft answers. */
  readonly requestId: string;
  /** Where it should have gone, in any form. */
  readonly number: string;
  readonly language: DraftText['language'];
}

/**
 * Begins an answer to whoever sent a fax that isn't ours and belongs outside of the house: which number is the right one,
 * and nothing of what it was about. It is a draft like any other; that it came here is reported as an incident, and there
 * is nothing more to do with it: it is done, and can be opened again as any.
 * @throws KuvertError `not-found`, `already-taken`, `already-done`, `number-invalid`, `sending-unavailable`
 */
export const returnMessage =
  (deps: DraftDeps & { readonly timeZone: string }) =>
  async (actor: Actor, request: ReturnRequest): Promise<Draft> => {
    const sealed = await deps.database.transaction(async (transaction) => {
      const { messageId, requestId, language } = request;
      const fax = await readFax(transaction, messageId);
      const { departmentId } = fax;
      const before = await findRequested(transaction, departmentId, actor.person, requestId);
      if (before !== undefined) return readSealedDraft(transaction, before);
      const draft = { departmentId, requestId, replyTo: messageId, language } as const;
      const text = textOf(deps, request, fax);
      // where it is a referral, its sender hears that nobody here will answer it
      const referralStep = fax.isOpenReferral ? 'rejected' : null;
      const begun = { ...draft, text, referralStep } as const;
      const id = await beginDraft(deps, transaction, actor.person, begun);
      const at = deps.clock.now();
      await fileAsDone(deps, transaction, actor.person, { ...request, departmentId, at });
      const fact = { person: actor.person, departmentId, messageId, at } as const;
      const reported = await reportMessageOnce(deps, transaction, fact);
      await notifyMessage(transaction, { departmentId, messageId });
      const sealedDraft = await readSealedDraft(transaction, id);
      await audit(transaction, {
        person: actor.person,
        action: 'not-register',
        departmentId,
        messageId,
      });
      await tellOfIncident(transaction, actor.person, reported);
      return sealedDraft;
    }, scopeOf(actor));
    return openDraft(deps, sealed);
  };

interface Fax {
  readonly departmentId: string;
  readonly to: string;
  readonly receivedAt: Date;
  readonly isOpenReferral: boolean;
}

const readFax = async (transaction: Transaction, id: string): Promise<Fax> => {
  const { rows } = await transaction.query<Fax>(
    `select department_id as "departmentId", to_number as "to", received_at as "receivedAt",
            exists (select from referral g where g.message_id = m.id and g.state in (${openReferralStates})) as "isOpenReferral"
       from message m where id = $1`,
    [id],
  );
  const fax = rows[0];
  if (!fax) throw notFound();
  return fax;
};

/** As one that goes on to another department: nobody else has it. */
const fileAsDone = async (
  { randomness }: Pick<DraftDeps, 'randomness'>,
  transaction: Transaction,
  me: PersonId,
  {
    messageId,
    departmentId,
    language,
    at,
  }: ReturnRequest & { readonly departmentId: string; readonly at: Date },
): Promise<void> => {
  const locked = await lockHandling(transaction, messageId);
  if (!locked) throw notFound();
  const situation = { current: locked.handling, byName: locked.byName, me, now: at };
  refuseForwarding(situation);
  const reason = returnReasons[language];
  const change = transition({ kind: 'not-register', reason }, situation);
  if (!change) return;
  await writeHandling(transaction, messageId, change.handling);
  await addTimelineEvent(transaction, randomness, {
    ...{ messageId, departmentId, at, person: me },
    kind: change.event,
    note: change.note,
  });
};

const textOf = (
  { country, timeZone }: Pick<DraftDeps, 'country'> & { readonly timeZone: string },
  { number, language }: ReturnRequest,
  { to, receivedAt }: Fax,
): ReturnText => {
  const right = toE164(number, country);
  if (right === undefined) throw new KuvertError('number-invalid', 'that is no telephone number');
  const time = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(receivedAt);
  const facts = {
    time,
    ourNumber: showNumber(to, country).national,
    rightNumber: showNumber(right, country).national,
  };
  return returnText(language, facts);
};
