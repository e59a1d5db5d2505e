import { skipToken, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Message, MessagePage, MessageSummary } from '../../../src/http/api.ts';
import { useServices } from '../services.ts';
import { keys } from './keys.ts';

/** What is known of a message: all of it, or for the first moment what its row in a list said. */
export const useMessage = (id: string | null) => {
  const { api } = useServices();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery<Message>({
    queryKey: keys.message(id ?? ''),
    queryFn: id === null ? skipToken : () => api.message(id),
  });
  const inLists = (): MessageSummary | undefined => {
    const lists = queries.getQueriesData<InfiniteData<MessagePage>>({ queryKey: ['messages'] });
    for (const [, list] of lists)
      for (const page of list?.pages ?? [])
        for (const message of page.messages) if (message.id === id) return message;
    return undefined;
  };
  return { full: data, summary: data ?? inLists(), error, refetch };
};
