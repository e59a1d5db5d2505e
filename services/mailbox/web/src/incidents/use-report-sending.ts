import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { Incident, Message, ReportIncident, Sending } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { useIncidentApi } from '../api/incident-api.ts';
import { useServices } from '../services.ts';
import { useIncidentWords } from './incident-words.ts';
import { useOpenIncident } from './use-open-incident.ts';

/** Reports that a fax that was sent went to somebody else, and opens the incident. */
export const useReportSending = ({ id, departmentId }: Sending) => {
  const incidentApi = useIncidentApi();
  return useReport(departmentId, keys.sending(id), (said) => incidentApi.reportSending(id, said));
};

/** Reports that a fax came here by mistake, and opens the incident. */
export const useReportMessage = ({ id, departmentId }: Message) => {
  const incidentApi = useIncidentApi();
  return useReport(departmentId, keys.message(id), (said) => incidentApi.reportMessage(id, said));
};

const useReport = (
  departmentId: string,
  fax: QueryKey,
  mutationFn: (said: ReportIncident) => Promise<Incident>,
) => {
  const { announcer } = useServices();
  const { report, problems } = useIncidentWords();
  const queries = useQueryClient();
  const open = useOpenIncident();
  const tellProblem = useTellProblem(problems);
  const { mutate, isPending } = useMutation({
    mutationFn,
    onSuccess: (incident) => {
      queries.setQueryData(keys.incident(incident.id), incident);
      announcer.say(report.done);
      open('open', incident.id);
    },
    onError: tellProblem,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.me });
      void queries.invalidateQueries({ queryKey: fax });
      void queries.invalidateQueries({ queryKey: keys.sendingsOf(departmentId) });
      void queries.invalidateQueries({ queryKey: keys.incidentsOf(departmentId) });
    },
  });
  return {
    isPending,
    report: (said: ReportIncident) => {
      if (!isPending) mutate(said);
    },
  };
};
