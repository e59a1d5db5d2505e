import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Incident, IncidentView } from '../../../src/http/api.ts';
import { useIncidentApi } from './incident-api.ts';
import { useServices } from '../services.ts';
import { keys } from './keys.ts';

/** The rows of a department's incidents, as far as they have been asked for. */
export const useIncidents = (departmentId: string, view: IncidentView) => {
  const incidentApi = useIncidentApi();
  const query = useInfiniteQuery({
    queryKey: keys.incidents(departmentId, view),
    queryFn: ({ pageParam }) => incidentApi.incidents(departmentId, view, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return { ...query, rows: query.data?.pages.flatMap(({ incidents }) => incidents) };
};

export const useIncident = (id: string) => {
  const incidentApi = useIncidentApi();
  return useQuery({ queryKey: keys.incident(id), queryFn: () => incidentApi.incident(id) });
};

/** The fax that an incident is about, with its own timeline. */
export const useIncidentFax = ({ messageId, sendingId }: Incident) => {
  const { api, sendingApi } = useServices();
  const message = useQuery({
    queryKey: keys.message(messageId ?? ''),
    queryFn: () => api.message(messageId ?? ''),
    enabled: messageId !== null,
  });
  const sending = useQuery({
    queryKey: keys.sending(sendingId ?? ''),
    queryFn: () => sendingApi.sending(sendingId ?? ''),
    enabled: sendingId !== null,
  });
  return { message: message.data, sending: sending.data };
};
