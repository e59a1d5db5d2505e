import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError, type ErrorCode } from '@kuvert/shared/errors';

import type { Restrict, Restriction } from '#api';
import { audit, type AuditAction } from '../store/audit.ts';
import { notFound } from '../store/not-found.ts';
import {
  deleteRestriction,
  readRestriction,
  writeRestriction,
  type RestrictionChange,
} from '../store/restrictions.ts';
import { type Actor, scopeOf } from './actor.ts';

export interface RestrictionDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** Who can open a message. @throws KuvertError `not-found` */
export const showRestriction =
  ({ database }: Pick<RestrictionDeps, 'database'>) =>
  (actor: Actor, messageId: string): Promise<Restriction> =>
    database.transaction((transaction) => shown(transaction, messageId), scopeOf(actor));

const shown = async (transaction: Transaction, messageId: string): Promise<Restriction> => {
  const restriction = await readRestriction(transaction, messageId);
  if (!restriction) throw notFound();
  return restriction;
};

/**
 * Restricts a message to named handlers of its department, or says anew who they are; nothing to do where it is so already.
 * An administrator who isn't named takes it over by this, and can't open it before.
 * @throws KuvertError `not-found`, `restricted`, `reason-missing`, `already-taken`, `already-forwarded`, `not-a-handler`,
 *   `nobody-named`
 */
export const restrictMessage =
  ({ database, clock }: RestrictionDeps) =>
  (actor: Actor, messageId: string, { people, reason }: Restrict): Promise<Restriction> =>
    database.transaction(async (transaction) => {
      const change = { messageId, people, reason, at: clock.now() };
      const done = await writeRestriction(transaction, change);
      const write = (action: AuditAction, detail?: string): Promise<void> =>
        audit(transaction, {
          person: actor.person,
          action,
          departmentId: done.department,
          messageId,
          ...(detail !== undefined && { detail }),
        });
      const { outcome } = done;
      if (!isDone(outcome)) throw refused(outcome);
      const restriction = await shown(transaction, messageId);
      if (outcome === 'restricted-now') await write('restrict-message');
      if (outcome === 'taken-over') await write('take-over-restriction');
      for (const id of done.added ?? []) await write('name-handler', `person ${id}`);
      for (const id of done.removed ?? []) await write('unname-handler', `person ${id}`);
      return restriction;
    }, scopeOf(actor));

/**
 * Opens a message to its whole department again; nothing to do where it is.
 * @throws KuvertError `not-found`, `restricted`, `reason-missing`
 */
export const liftRestriction =
  ({ database, clock }: RestrictionDeps) =>
  (actor: Actor, messageId: string, reason: string | undefined): Promise<Restriction> =>
    database.transaction(async (transaction) => {
      const change = { messageId, reason, at: clock.now() };
      const { outcome, department } = await deleteRestriction(transaction, change);
      if (outcome !== 'lifted' && outcome !== 'unchanged') throw refused(outcome);
      const restriction = await shown(transaction, messageId);
      if (outcome === 'lifted')
        await audit(transaction, {
          person: actor.person,
          action: 'lift-restriction',
          departmentId: department,
          messageId,
        });
      return restriction;
    }, scopeOf(actor));

type Done = Exclude<RestrictionChange['outcome'], ErrorCode>;

const isDone = (outcome: RestrictionChange['outcome']): outcome is Done =>
  ['restricted-now', 'changed', 'taken-over', 'unchanged'].includes(outcome);

const refused = (code: ErrorCode): KuvertError =>
  code === 'not-found' ? notFound() : new KuvertError(code, `the restriction stays: ${code}`);
