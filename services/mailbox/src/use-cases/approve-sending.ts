import type { Transaction } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';
import { showNumber } from '@kuvert/shared/phone';

import type { Approval, ApprovalList, Sending } from '#api';
import { acceptOrder } from '../store/accept-order.ts';
import {
  endApproval,
  listWaiting,
  lockWaiting,
  readWaiting,
  type WaitingApproval,
} from '../store/approvals.ts';
import { audit } from '../store/audit.ts';
import { readDepartmentIds } from '../store/departments.ts';
import { notFound } from '../store/not-found.ts';
import { readRecipient } from '../store/recipient.ts';
import { addAct, notifyOrder } from '../store/send-orders.ts';
import { readSending } from '../store/sendings.ts';
import type { Country } from '../store/summary.ts';
import { type Actor, scopeOf } from './actor.ts';
import { toRecipient } from './draft-view.ts';
import { mustBeSent, type SendDeps } from './send-draft.ts';

export type ApprovalDeps = SendDeps;

/** What waits in a department for somebody's approval, one's own too. @throws KuvertError `not-found` */
export const listApprovals =
  ({ database, country }: Pick<ApprovalDeps, 'database' | 'country'>) =>
  (actor: Actor, departmentId: string): Promise<ApprovalList> =>
    database.transaction(async (transaction) => {
      if (!(await readDepartmentIds(transaction)).has(departmentId)) throw notFound();
      const rows = await listWaiting(transaction, departmentId);
      return { approvals: rows.map((row) => toSummary(row, actor.person, country)) };
    }, scopeOf(actor));

/** One that waits, with what is known of its number. @throws KuvertError `not-found` */
export const openApproval =
  ({ database, country }: Pick<ApprovalDeps, 'database' | 'country'>) =>
  (actor: Actor, id: string): Promise<Approval> =>
    database.transaction(async (transaction) => {
      const row = await readWaiting(transaction, id);
      const { orderId, departmentId, to } = row;
      const { replyTo, wishesFax } = row;
      const sent = { departmentId, number: to, isAnswer: replyTo !== null, wishesFax };
      const looked = { orderId, ...sent };
      const recipient = await readRecipient(transaction, looked, 'colleague');
      return {
        ...toSummary(row, actor.person, country),
        version: row.version,
        from: showNumber(row.from, country),
        resolution: row.resolution,
        blankPages: [...row.blankPages],
        recipient: toRecipient(recipient, country),
      };
    }, scopeOf(actor));

const toSummary = (row: WaitingApproval, me: PersonId, country: Country) => ({
  id: row.orderId,
  departmentId: row.departmentId,
  to: showNumber(row.to, country),
  pages: row.pages,
  replyTo: row.replyTo,
  askedBy: { id: row.askedBy, name: row.askedByName },
  askedAt: row.askedAt.toISOString(),
  isOwn: row.askedBy === me,
});

/**
 * Sends what a colleague wrote, as if that one had. The database refuses it to the writer, and for any other version,
 * number or pages than those that were asked about.
 * @throws KuvertError `not-found`, `approval-ended`, `approval-own`; `draft-changed` for another version than is seen;
 *   `draft-not-prepared` when outbound has another key by now: its writer takes it back and asks anew
 */
export const approveSending =
  (deps: ApprovalDeps) =>
  async (actor: Actor, id: string, version: number): Promise<Sending> => {
    await deps.database.transaction(async (transaction) => {
      await lockForColleague(transaction, actor.person, id, version);
      const at = deps.clock.now();
      const end = { orderId: id, person: actor.person, at, reason: null };
      await endApproval(transaction, { ...end, state: 'approved' });
      const order = { ...deps, id, version, looked: false, at };
      mustBeSent(await acceptOrder(transaction, deps.randomness, scopeOf(actor), order));
    }, scopeOf(actor));
    return deps.database.transaction(
      (transaction) => readSending(transaction, id, actor.person, deps.country),
      scopeOf(actor),
    );
  };

/** Gives it back to its writer with the reason. @throws KuvertError as {@link approveSending} */
export const declineSending =
  ({ database, clock, randomness }: ApprovalDeps) =>
  (
    actor: Actor,
    id: string,
    { version, reason }: { readonly version: number; readonly reason: string },
  ): Promise<void> =>
    database.transaction(async (transaction) => {
      const { departmentId } = await lockForColleague(transaction, actor.person, id, version);
      const at = clock.now();
      await addAct(transaction, randomness, {
        orderId: id,
        departmentId,
        deliveryId: null,
        kind: 'declined',
        person: actor.person,
        reason,
        at,
      });
      await endApproval(transaction, {
        orderId: id,
        state: 'declined',
        person: actor.person,
        at,
        reason,
      });
      await notifyOrder(transaction, { id, departmentId, replyTo: null });
      await audit(transaction, {
        person: actor.person,
        action: 'decline-sending',
        departmentId,
        detail: `sending ${id}`,
      });
    }, scopeOf(actor));

const lockForColleague = async (
  transaction: Transaction,
  person: PersonId,
  id: string,
  version: number,
): Promise<WaitingApproval> => {
  const waiting = await lockWaiting(transaction, id);
  if (waiting.askedBy === person)
    throw new KuvertError('approval-own', 'a colleague says whether it is sent, not its writer');
  if (waiting.version !== version)
    throw new KuvertError('draft-changed', 'another version waits by now: look at it again');
  return waiting;
};
