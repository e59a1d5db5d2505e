import { useMemo } from 'react';
import type {
  CloseIncident,
  FoundSending,
  Incident,
  IncidentPage,
  IncidentView,
  ReportIncident,
} from '../../../src/http/api.ts';
import { useServices } from '../services.ts';
import { json, type Requests } from './requests.ts';

export interface IncidentApi {
  incidents(departmentId: string, view: IncidentView, cursor: string | null): Promise<IncidentPage>;
  incident(id: string): Promise<Incident>;
  /** What was sent under the code on the cover sheet. */
  byCode(code: string): Promise<FoundSending>;
  reportSending(sendingId: string, report: ReportIncident): Promise<Incident>;
  reportMessage(messageId: string, report: ReportIncident): Promise<Incident>;
  note(id: string, note: string): Promise<Incident>;
  close(id: string, closing: CloseIncident): Promise<Incident>;
  reopen(id: string, note: string): Promise<Incident>;
}

/** The API for wrong recipients. */
const createIncidentApi = (ask: Requests): IncidentApi => {
  const post = (path: string, body: unknown): Promise<Incident> =>
    json(ask(path, { method: 'POST', body }));
  return {
    incidents: (departmentId, view, cursor) => {
      const query = new URLSearchParams({ view, ...(cursor !== null && { cursor }) });
      return json(ask(`/api/departments/${departmentId}/incidents?${query}`));
    },
    incident: (id) => json(ask(`/api/incidents/${id}`)),
    byCode: (code) => json(ask(`/api/sendings/by-code/${encodeURIComponent(code)}`)),
    reportSending: (sendingId, report) => post(`/api/sendings/${sendingId}/incident`, report),
    reportMessage: (messageId, report) => post(`/api/messages/${messageId}/incident`, report),
    note: (id, note) => post(`/api/incidents/${id}/notes`, { note }),
    close: (id, closing) => post(`/api/incidents/${id}/close`, closing),
    reopen: (id, note) => post(`/api/incidents/${id}/reopen`, { note }),
  };
};

/** A report and the audit trail of the fax, in one file. */
export const exportUrl = (incidentId: string): string => `/api/incidents/${incidentId}/export`;

/** It comes with what needs it, later than the first screen. */
export const useIncidentApi = (): IncidentApi => {
  const { ask } = useServices();
  return useMemo(() => createIncidentApi(ask), [ask]);
};
