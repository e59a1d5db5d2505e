import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReportIncident, Sending } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { useServices } from '../services.ts';
import { useIncidentWords } from './incident-words.ts';
import { useOpenIncident } from './use-open-incident.ts';

/** Reports that a fax went to somebody else, and opens the incident. */
export const useReportSending = ({ id, departmentId }: Sending) => {
  const { incidentApi, announcer } = useServices();
  const { report, problems } = useIncidentWords();
  const queries = useQueryClient();
  const open = useOpenIncident();
  const tellProblem = useTellProblem(problems);
  const { mutate, isPending } = useMutation({
    mutationFn: (said: ReportIncident) => incidentApi.reportSending(id, said),
    onSuccess: (incident) => {
      queries.setQueryData(keys.incident(incident.id), incident);
      announcer.say(report.done);
      open('open', incident.id);
    },
    onError: tellProblem,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.me });
      void queries.invalidateQueries({ queryKey: keys.sending(id) });
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
