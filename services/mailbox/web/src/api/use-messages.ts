import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { View } from '../../../src/http/api.ts';
import { rowsOf } from '../list/list-changes.ts';
import { useServices } from '../services.ts';
import { keys } from './keys.ts';

/** The rows of a view, as far as they have been asked for. */
export const useMessages = (departmentId: string, view: View) => {
  const { api } = useServices();
  const query = useInfiniteQuery({
    queryKey: keys.messages(departmentId, view),
    queryFn: ({ pageParam }) => api.messages(departmentId, view, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = useMemo(() => query.data && rowsOf(query.data.pages), [query.data]);
  return { ...query, rows, closed: query.data?.pages[0]?.closed };
};
