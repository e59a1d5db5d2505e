import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { navigate } from '../route/use-route.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { useApprovalsWords } from './approvals-words.ts';

/** Takes back what one has asked a colleague, and opens it to go on writing. */
export const useTakeApprovalBack = () => {
  const { sendingApi, toasts } = useServices();
  const { view } = useSession();
  const words = useApprovalsWords();
  const queries = useQueryClient();
  const tellProblem = useTellProblem(words.problems);

  const takeBack = async (id: string): Promise<void> => {
    try {
      const draft = await sendingApi.takeApprovalBack(id);
      queries.removeQueries({ queryKey: keys.composition(id) });
      queries.setQueryData(keys.draft(id), draft);
      toast(toasts, { text: words.takenBack });
      const outgoing = { kind: 'draft', draftId: id } as const;
      navigate({ messageId: null, departmentId: draft.departmentId, view, outgoing });
      queries.removeQueries({ queryKey: keys.approval(id) });
      for (const queryKey of [
        keys.me,
        keys.drafts(draft.departmentId),
        keys.approvals(draft.departmentId),
      ])
        void queries.invalidateQueries({ queryKey });
    } catch (error) {
      tellProblem(error);
      void queries.invalidateQueries({ queryKey: keys.approval(id) });
    }
  };
  return (id: string): void => void takeBack(id);
};
