import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { loadComposer } from '../frame/parts-loaded-later.ts';
import { navigate } from '../route/use-route.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';

interface Wanted {
  /** The fax to answer. */
  readonly messageId: string | null;
  /** Where that should have gone. */
  readonly number?: string;
}

const isWrongNumber = (error: Error): boolean =>
  error instanceof ApiError && error.code === 'number-invalid';

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

  const begin = async (messageId: string | null): Promise<string> =>
    begun(await sendingApi.newDraft(department.id, crypto.randomUUID(), messageId));

  const begun = (draft: Draft): string => {
    queries.setQueryData(keys.draft(draft.id), draft);
    void queries.invalidateQueries({ queryKey: keys.drafts(department.id) });
    void queries.invalidateQueries({ queryKey: keys.me });
    return draft.id;
  };

  const giveBack = async (messageId: string, number: string): Promise<string> => {
    const draft = await sendingApi.giveBack(messageId, crypto.randomUUID(), number);
    void queries.invalidateQueries({ queryKey: keys.message(messageId) });
    void queries.invalidateQueries({ queryKey: keys.incidentsOf(department.id) });
    return begun(draft);
  };

  const { mutate, isPending } = useMutation({
    mutationFn: async ({ messageId, number }: Wanted) => {
      void loadComposer().catch(() => undefined);
      if (messageId !== null && number !== undefined) return giveBack(messageId, number);
      return (await begunAnswer(messageId)) ?? (await begin(messageId));
    },
    onSuccess: (draftId) => {
      const outgoing = { kind: 'draft', draftId } as const;
      navigate({ messageId: null, departmentId: department.id, view, outgoing });
    },
    onError: (error, { number }) => {
      // the field says so
      if (number === undefined || !isWrongNumber(error)) tellProblem(error);
    },
  });
  return {
    isPending,
    write: () => {
      if (!isPending) mutate({ messageId: null });
    },
    answer: (messageId: string) => {
      if (!isPending) mutate({ messageId });
    },
    /** To the sender of what isn't ours. */
    giveBack: (messageId: string, number: string, onWrongNumber: () => void) => {
      if (isPending) return;
      mutate(
        { messageId, number },
        {
          onError: (error) => {
            if (isWrongNumber(error)) onWrongNumber();
          },
        },
      );
    },
  };
};
