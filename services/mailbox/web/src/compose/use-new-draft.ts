import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { loadComposer } from '../frame/parts-loaded-later.ts';
import { navigate } from '../route/use-route.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';

/** Begins a fax, or goes on with the answer to a received one that one has begun already. */
export const useNewDraft = () => {
  const { sendingApi } = useServices();
  const { department, view } = useSession();
  const queries = useQueryClient();
  const tellProblem = useTellProblem();

  const begunAnswer = async (messageId: string | null): Promise<string | undefined> => {
    if (messageId === null || department.sending.drafts === 0) return undefined;
    const { drafts } = await sendingApi.drafts(department.id);
    return drafts.find(({ replyTo }) => replyTo === messageId)?.id;
  };

  const begin = async (messageId: string | null): Promise<string> => {
    const draft = await sendingApi.newDraft(department.id, crypto.randomUUID(), messageId);
    queries.setQueryData(keys.draft(draft.id), draft);
    void queries.invalidateQueries({ queryKey: keys.drafts(department.id) });
    void queries.invalidateQueries({ queryKey: keys.me });
    return draft.id;
  };

  const { mutate, isPending } = useMutation({
    mutationFn: async (messageId: string | null) => {
      void loadComposer().catch(() => undefined);
      return (await begunAnswer(messageId)) ?? (await begin(messageId));
    },
    onSuccess: (draftId) => {
      const outgoing = { kind: 'draft', draftId } as const;
      navigate({ messageId: null, departmentId: department.id, view, outgoing });
    },
    onError: tellProblem,
  });
  return {
    isPending,
    write: () => {
      if (!isPending) mutate(null);
    },
    answer: (messageId: string) => {
      if (!isPending) mutate(messageId);
    },
  };
};
