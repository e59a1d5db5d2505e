import { readActiveKey } from '@kuvert/platform/documents/document-rows';
import type { Transaction } from '@kuvert/platform/postgres/database';
import { sealText } from '@kuvert/platform/vault/sealed-text';
import { KuvertError } from '@kuvert/shared/errors';
import { newId, type PersonId } from '@kuvert/shared/ids';
import type { AnsweringStep, ReferralState } from '@kuvert/shared/referrals/states';
import { subjectOf } from '@kuvert/shared/referrals/subjects';
import { readDestination } from '@kuvert/shared/sending/destination';

import type { Draft, DraftText } from '#api';
import { readDepartmentIds } from '../store/departments.ts';
import { findRequested } from '../store/draft-rows.ts';
import { notFound } from '../store/not-found.ts';
import { readOutboundKey } from '../store/service-keys.ts';
import { type Actor, scopeOf } from './actor.ts';
import { newSendingCode } from './sending-code.ts';
import type { DraftDeps } from './draft-ports.ts';
import { openDraft, readSealedDraft, type Contents } from './draft-view.ts';
import { refuseStep } from './referrals.ts';

export interface NewDraftRequest {
  readonly departmentId: string;
  /** Made up by who asks: asked again, the same draft answers. */
  readonly requestId: string;
  readonly replyTo?: string | undefined;
  readonly language: DraftText['language'];
  /** Of a business system, for what it sends. */
  readonly reference?: string | undefined;
  /** What stands on the cover sheet to begin with. */
  readonly text?: Pick<Contents, 'subject' | 'message'>;
  /** What it does with the referral that it answers; left out: answers one that waits for an answer. */
  readonly referralStep?: AnsweringStep | null | undefined;
}

interface Answered {
  readonly from: string;
  readonly to: string;
  /** Null: it is none. */
  readonly referral: ReferralState | null;
}

const empty: Contents = { recipientName: '', subject: '', message: '' };

/**
 * Begins a draft, sealed from its first moment; an answer has recipient and reference filled in.
 * @throws KuvertError `not-found`; `not-a-referral`, `referral-step-wrong`; `sending-unavailable` when the department has no number or the house no way out
 */
export const createDraft =
  (deps: DraftDeps) =>
  async (actor: Actor, request: NewDraftRequest): Promise<Draft> => {
    const sealed = await deps.database.transaction(async (transaction) => {
      const { departmentId, requestId } = request;
      if (!(await readDepartmentIds(transaction)).has(departmentId)) throw notFound();
      const before = await findRequested(transaction, departmentId, actor.person, requestId);
      const id = before ?? (await beginDraft(deps, transaction, actor.person, request));
      return readSealedDraft(transaction, id);
    }, scopeOf(actor));
    return openDraft(deps, sealed);
  };

/** Adds the draft, in a transaction that goes on. @throws KuvertError as {@link createDraft} */
export const beginDraft = async (
  { clock, randomness, recovery, country, countries }: DraftDeps,
  transaction: Transaction,
  person: PersonId,
  { departmentId, requestId, replyTo, language, reference, text, referralStep }: NewDraftRequest,
): Promise<string> => {
  const answered =
    replyTo === undefined ? undefined : await readAnswered(transaction, departmentId, replyTo);
  const from = await readFrom(transaction, departmentId, answered?.to);
  if (from === undefined || !(await readOutboundKey(transaction)))
    throw new KuvertError('sending-unavailable', 'nothing can be sent from this department now');
  const to = answered && readDestination(answered.from, { country, countries });
  const step = stepOf(answered?.referral ?? null, referralStep);
  const contents = { ...empty, subject: subjectOf(step, language), ...text };
  const key = await readActiveKey(transaction, departmentId);
  const id = newId<'send-order'>(randomness);
  const now = clock.now();
  await transaction.query(
    `insert into send_order (id, department_id, created_by, request_id, created_at, changed_at, to_number, from_number,
       resolution, cover, language, reply_to, code, key_id, contents, reference, referral_step)
     values ($1, $2, $3, $4, $5, $5, $6, $7, 'fine', true, $8, $9, $10, $11, $12, $13, $14)`,
    [
      id,
      departmentId,
      person,
      requestId,
      now,
      to?.kind === 'number' ? to.number : null,
      from,
      language,
      replyTo ?? null,
      newSendingCode(randomness),
      key.id,
      Buffer.from(await sealText(JSON.stringify(contents), [key.recipient, recovery])),
      reference ?? null,
      step,
    ],
  );
  return id;
};

/** @throws KuvertError `not-a-referral`, `referral-step-wrong` */
const stepOf = (
  referral: ReferralState | null,
  wanted: AnsweringStep | null | undefined,
): AnsweringStep | null => {
  if (wanted === undefined)
    return referral === 'received' || referral === 'accepted' ? 'answered' : null;
  if (wanted === null) return null;
  if (referral === null) throw new KuvertError('not-a-referral', 'the message is no referral');
  refuseStep(referral, wanted);
  return wanted;
};

/** @throws KuvertError `not-found`, also for a message of another department than the draft's */
const readAnswered = async (
  transaction: Transaction,
  departmentId: string,
  messageId: string,
): Promise<Answered> => {
  const { rows } = await transaction.query<Answered>(
    `select m.from_number as "from", m.to_number as "to", g.state as referral
       from message m left join referral g on g.message_id = m.id where m.id = $1 and m.department_id = $2`,
    [messageId, departmentId],
  );
  const row = rows[0];
  if (!row) throw notFound();
  return row;
};

/** The number that the answered fax came to when it is the department's, else its first. */
const readFrom = async (
  transaction: Transaction,
  departmentId: string,
  dialled: string | undefined,
): Promise<string | undefined> => {
  const { rows } = await transaction.query<{ number: string }>(
    `select number from fax_number where department_id = $1 order by (number = $2) desc nulls last, number limit 1`,
    [departmentId, dialled ?? null],
  );
  return rows[0]?.number;
};
