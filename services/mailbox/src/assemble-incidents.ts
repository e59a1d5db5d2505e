import type { Route } from '@kuvert/platform/http/route';

import type { Parts } from './assemble.ts';
import type { MailboxConfig } from './config.ts';
import { incidentRoutes } from './http/routes/incidents.ts';
import type { Session } from './store/sessions.ts';
import { exportIncident } from './use-cases/export-incident.ts';
import { followIncident } from './use-cases/follow-incident.ts';
import { createIncidentReader } from './use-cases/read-incidents.ts';
import { reportIncident } from './use-cases/report-incident.ts';

/** Puts together what wrong recipients take. */
export const assembleIncidents = (
  { country, timeZone, recovery, sending }: MailboxConfig,
  parts: Parts,
): readonly Route<Session>[] => {
  const deps = {
    ...parts,
    country,
    timeZone,
    recovery,
    organisation: sending.organisation,
    engine: parts.composer,
  };
  return incidentRoutes({
    reader: createIncidentReader(deps),
    report: reportIncident(deps),
    follow: followIncident(deps),
    exported: exportIncident(deps),
  });
};
