import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Message, MessagePage, MessageSummary } from '../../../src/http/api.ts';
import { withMessage } from '../list/list-changes.ts';
import { keys } from './keys.ts';

/** What an answer says of a message is shown at once; lists and counters are asked for again. */
export const useSettleMessage = () => {
  const queries = useQueryClient();
  const refresh = (message: Pick<MessageSummary, 'departmentId'>) => {
    void queries.invalidateQueries({ queryKey: keys.me });
    void queries.invalidateQueries({ queryKey: keys.messagesOf(message.departmentId) });
  };
  return {
    refresh,
    settle: (changed: Message) => {
      queries.setQueryData(keys.message(changed.id), changed);
      queries.setQueriesData<InfiniteData<MessagePage>>(
        { queryKey: keys.messagesOf(changed.departmentId) },
        (list) => list && { ...list, pages: withMessage(list.pages, changed) },
      );
      refresh(changed);
    },
  };
};
