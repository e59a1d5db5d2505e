import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Announcement } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { json } from '../api/requests.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { useServices } from '../services.ts';

interface Answer {
  readonly announcements: readonly Announcement[];
}

/** What the person has not seen yet, and the way to say that they have. */
export const useAnnouncements = () => {
  const { ask } = useServices();
  const queries = useQueryClient();
  const tellProblem = useTellProblem();
  const { data } = useQuery({
    queryKey: keys.announcements,
    queryFn: () => json<Answer>(ask('/api/announcements')),
  });
  const { mutate } = useMutation({
    mutationFn: (id: string) => ask(`/api/announcements/${id}/seen`, { method: 'POST' }),
    onSuccess: (_, seen) => {
      queries.setQueryData<Answer>(keys.announcements, (known) => ({
        announcements: known?.announcements.filter(({ id }) => id !== seen) ?? [],
      }));
      void queries.invalidateQueries({ queryKey: keys.announcements });
      return queries.invalidateQueries({ queryKey: keys.me });
    },
    onError: tellProblem,
  });
  return { announcements: data?.announcements ?? [], see: mutate };
};
