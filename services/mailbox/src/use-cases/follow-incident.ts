import { KuvertError } from '@kuvert/shared/errors';

import type { Incident, IncidentAct, IncidentOutcome } from '#api';
import { notifyMessage, notifySending } from '../live/channel.ts';
import type { AuditAction } from '../store/audit.ts';
import { insertIncidentAct, lockIncident, type LockedIncident } from '../store/incident-rows.ts';
import { readIncident } from '../store/incidents.ts';
import { type Actor, scopeOf } from './actor.ts';
import { openIncident } from './incident-view.ts';
import { auditIncident, sealNote, type IncidentDeps } from './report-incident.ts';
import type { Transaction } from '@kuvert/platform/postgres/database';

/** What people do with an incident after it was reported. */
export type IncidentStep =
  | { readonly kind: 'noted'; readonly note: string }
  | { readonly kind: 'closed'; readonly outcome: IncidentOutcome; readonly note: string }
  | { readonly kind: 'reopened'; readonly note: string };

const actions = {
  noted: 'note-incident',
  closed: 'close-incident',
  reopened: 'reopen-incident',
} as const satisfies Record<Exclude<IncidentAct['kind'], 'opened'>, AuditAction>;

/**
 * Notes something down, closes an incident or opens it again, with a word on why.
 * @throws KuvertError `not-found`, `incident-closed`, `incident-open`
 */
export const followIncident =
  (deps: IncidentDeps) =>
  async (actor: Actor, id: string, step: IncidentStep): Promise<Incident> => {
    const sealed = await deps.database.transaction(async (transaction) => {
      const locked = await lockIncident(transaction, id);
      refuse(step, locked);
      const { departmentId } = locked;
      await insertIncidentAct(transaction, {
        incidentId: id,
        departmentId,
        at: deps.clock.now(),
        kind: step.kind,
        person: actor.person,
        outcome: step.kind === 'closed' ? step.outcome : undefined,
        note: await sealNote(deps, transaction, departmentId, step.note),
      });
      await notify(transaction, locked);
      const incident = await readIncident(transaction, id, deps.country);
      await auditIncident(transaction, actor.person, actions[step.kind], incident);
      return incident;
    }, scopeOf(actor));
    return openIncident(deps, sealed);
  };

const refuse = ({ kind }: IncidentStep, { isOpen }: LockedIncident): void => {
  if (kind === 'closed' && !isOpen)
    throw new KuvertError('incident-closed', 'somebody else has closed it');
  if (kind === 'reopened' && isOpen) throw new KuvertError('incident-open', 'it is open');
};

/** Browsers look again at the fax that it is about, and at their lists. */
const notify = async (
  transaction: Transaction,
  { departmentId, messageId, orderId }: LockedIncident,
): Promise<void> => {
  if (messageId !== null) await notifyMessage(transaction, { departmentId, messageId });
  if (orderId !== null) await notifySending(transaction, { departmentId, sendingId: orderId });
};
