import type { Transaction } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';
import type { SendingAct } from '@kuvert/shared/sending/acts';

import type { Draft } from '#api';
import { addApproval, endApproval, lockWaiting } from '../store/approvals.ts';
import { audit, type AuditAction } from '../store/audit.ts';
import { lockDraft, readDraft, type StoredDraft } from '../store/draft-rows.ts';
import { isKnownNumber, wasLookedAt } from '../store/second-look.ts';
import { addAct, notifyOrder } from '../store/send-orders.ts';
import { type Actor, scopeOf } from './actor.ts';
import type { DraftDeps } from './draft-ports.ts';
import { openDraft, readSealedDraft } from './draft-view.ts';
import { isSealedForOutbound } from './send-draft.ts';

/**
 * Lets a draft to a number that the department doesn't know wait for a colleague. It stays as it is until the colleague
 * has said something or its writer takes it back.
 * @throws KuvertError `not-found`, `draft-changed`, `draft-not-prepared`, `draft-incomplete`, `sending-unavailable`,
 *   `draft-waits`; `approval-not-needed` where the writer can send it themselves
 */
export const askApproval =
  (deps: DraftDeps) =>
  async (actor: Actor, id: string, version: number): Promise<Draft> => {
    const { clock, randomness } = deps;
    const sealed = await deps.database.transaction(async (transaction) => {
      await lockDraft(transaction, id, version);
      const draft = await readDraft(transaction, id);
      await mustNeedApproval(transaction, draft);
      const { departmentId } = draft;
      const at = clock.now();
      await addApproval(transaction, randomness, { orderId: id, person: actor.person, at });
      return tell(deps, transaction, actor.person, { id, departmentId }, 'asked-approval', at);
    }, scopeOf(actor));
    return openDraft(deps, sealed);
  };

/** It has all that it takes to be sent, but for the second look. */
const mustNeedApproval = async (
  transaction: Transaction,
  { id, departmentId, to, from, version, preparedVersion, secondLook }: StoredDraft,
): Promise<void> => {
  if (to === null) throw new KuvertError('draft-incomplete', 'there is no number to send to');
  if (preparedVersion !== version || !(await isSealedForOutbound(transaction, id)))
    throw new KuvertError('draft-not-prepared', 'look at the pages first: they are made anew');
  if (from === null)
    throw new KuvertError('sending-unavailable', 'the department has no number to send by');
  const isNeeded =
    secondLook === 'colleague' &&
    !(await isKnownNumber(transaction, { departmentId, number: to })) &&
    !(await wasLookedAt(transaction, id));
  if (!isNeeded) throw new KuvertError('approval-not-needed', 'it can be sent without a colleague');
};

/** Its writer goes on writing. @throws KuvertError `not-found`; `approval-ended` when it waits no more */
export const takeApprovalBack =
  (deps: DraftDeps) =>
  async (actor: Actor, id: string): Promise<Draft> => {
    const sealed = await deps.database.transaction(async (transaction) => {
      // only its writer's: to others it is as if it weren't there
      await readSealedDraft(transaction, id);
      const { departmentId } = await lockWaiting(transaction, id);
      const at = deps.clock.now();
      await endApproval(transaction, {
        orderId: id,
        state: 'taken-back',
        person: actor.person,
        at,
        reason: null,
      });
      return tell(deps, transaction, actor.person, { id, departmentId }, 'took-approval-back', at);
    }, scopeOf(actor));
    return openDraft(deps, sealed);
  };

const audited = {
  'asked-approval': 'ask-approval',
  'took-approval-back': 'take-approval-back',
} as const satisfies Partial<Record<SendingAct, AuditAction>>;

/** The act in the timeline, word to browsers and the audit trail; the draft as it is then. */
const tell = async (
  { randomness }: DraftDeps,
  transaction: Transaction,
  person: PersonId,
  { id, departmentId }: { readonly id: string; readonly departmentId: string },
  kind: keyof typeof audited,
  at: Date,
) => {
  const act = { orderId: id, departmentId, deliveryId: null, kind, person, reason: null, at };
  await addAct(transaction, randomness, act);
  await notifyOrder(transaction, { id, departmentId, replyTo: null });
  const sealed = await readSealedDraft(transaction, id);
  await audit(transaction, {
    person,
    action: audited[kind],
    departmentId,
    detail: `sending ${id}`,
  });
  return sealed;
};
