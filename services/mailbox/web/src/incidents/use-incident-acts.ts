import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CloseIncident, Incident } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { useIncidentApi } from '../api/incident-api.ts';
import { useServices } from '../services.ts';
import { useIncidentWords } from './incident-words.ts';

type Step =
  | { readonly kind: 'noted' | 'reopened'; readonly note: string }
  | { readonly kind: 'closed'; readonly closing: CloseIncident };

/** Does something with an incident and says how it went. */
export const useIncidentActs = ({ id, departmentId }: Incident, onDone: () => void) => {
  const { announcer } = useServices();
  const incidentApi = useIncidentApi();
  const { done, problems } = useIncidentWords();
  const queries = useQueryClient();
  const tellProblem = useTellProblem(problems);
  const { mutate, isPending } = useMutation({
    mutationFn: (step: Step) => {
      switch (step.kind) {
        case 'noted':
          return incidentApi.note(id, step.note);
        case 'reopened':
          return incidentApi.reopen(id, step.note);
        case 'closed':
          return incidentApi.close(id, step.closing);
      }
    },
    onSuccess: (incident, { kind }) => {
      queries.setQueryData(keys.incident(id), incident);
      announcer.say(done[kind]);
      onDone();
    },
    onError: (error) => {
      tellProblem(error);
      void queries.invalidateQueries({ queryKey: keys.incident(id) });
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.me });
      void queries.invalidateQueries({ queryKey: keys.incidentsOf(departmentId) });
    },
  });
  const act = (step: Step): void => {
    if (!isPending) mutate(step);
  };
  return {
    isPending,
    note: (note: string) => act({ kind: 'noted', note }),
    reopen: (note: string) => act({ kind: 'reopened', note }),
    close: (closing: CloseIncident) => act({ kind: 'closed', closing }),
  };
};
