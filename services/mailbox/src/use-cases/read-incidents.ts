import type { Database } from '@kuvert/platform/postgres/database';

import type { FoundSending, Incident, IncidentPage, IncidentView } from '#api';
import { readDepartmentIds } from '../store/departments.ts';
import { listIncidents, readIncident } from '../store/incidents.ts';
import { notFound } from '../store/not-found.ts';
import type { Session } from '../store/sessions.ts';
import { scopeOf } from './actor.ts';
import type { DraftViewDeps } from './draft-view.ts';
import { openIncident } from './incident-view.ts';
import { audited } from './open-document.ts';
import { auditIncident } from './report-incident.ts';

/** What a person sees of their departments' incidents. */
export interface IncidentReader {
  /** @throws KuvertError `not-found`, `request-invalid` */
  list(
    session: Session,
    query: {
      readonly departmentId: string;
      readonly view: IncidentView;
      readonly cursor?: string | undefined;
    },
  ): Promise<IncidentPage>;
  /** Audited before its notes are opened. @throws KuvertError `not-found`, `audit-not-written` */
  incident(session: Session, id: string): Promise<Incident>;
  /** What was sent under the code that a wrong receiver reads out. @throws KuvertError `not-found` */
  byCode(session: Session, code: string): Promise<FoundSending>;
}

export const createIncidentReader = (
  deps: DraftViewDeps & { readonly database: Database },
): IncidentReader => {
  const { database, country } = deps;
  return {
    list: (actor, query) =>
      database.transaction(async (transaction) => {
        if (!(await readDepartmentIds(transaction)).has(query.departmentId)) throw notFound();
        return listIncidents(transaction, query, country);
      }, scopeOf(actor)),
    incident: async (actor, id) =>
      openIncident(
        deps,
        await audited(() =>
          database.transaction(async (transaction) => {
            const sealed = await readIncident(transaction, id, country);
            await auditIncident(transaction, actor.person, 'read-incident', sealed);
            return sealed;
          }, scopeOf(actor)),
        ),
      ),
    byCode: (actor, code) =>
      database.transaction(async (transaction) => {
        const { rows } = await transaction.query<FoundSending>(
          `select id, department_id as "departmentId" from send_order where code = $1 and stage = 'sent'`,
          [code],
        );
        const row = rows[0];
        if (!row) throw notFound();
        return row;
      }, scopeOf(actor)),
  };
};
