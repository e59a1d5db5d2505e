import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { SendingView } from '../../../src/http/api.ts';
import { useServices } from '../services.ts';
import { keys } from './keys.ts';

/** The rows of what a department sent, as far as they have been asked for. */
export const useSendings = (departmentId: string, view: SendingView) => {
  const { sendingApi } = useServices();
  const query = useInfiniteQuery({
    queryKey: keys.sendings(departmentId, view),
    queryFn: ({ pageParam }) => sendingApi.sendings(departmentId, view, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  // One that is sent while pages are asked for slides onto the next page; it stands once.
  const all = query.data?.pages.flatMap(({ sendings }) => sendings);
  const rows = all && [...new Map(all.map((sending) => [sending.id, sending])).values()];
  return { ...query, rows };
};

export const useSending = (id: string) => {
  const { sendingApi } = useServices();
  return useQuery({ queryKey: keys.sending(id), queryFn: () => sendingApi.sending(id) });
};

/** The drafts of the person who asks. */
export const useDrafts = (departmentId: string) => {
  const { sendingApi } = useServices();
  return useQuery({
    queryKey: keys.drafts(departmentId),
    queryFn: async () => (await sendingApi.drafts(departmentId)).drafts,
  });
};
