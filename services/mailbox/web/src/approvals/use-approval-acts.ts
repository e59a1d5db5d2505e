import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Approval } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { navigate } from '../route/use-route.ts';
import type { Outgoing } from '../route/route.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { useApprovalsWords } from './approvals-words.ts';
import { useTakeApprovalBack } from './use-take-approval-back.ts';

/** Says whether a colleague's fax goes, or takes one's own back; tells so, and leads to where it is then. */
export const useApprovalActs = (approval: Approval) => {
  const { sendingApi, toasts } = useServices();
  const { view } = useSession();
  const words = useApprovalsWords();
  const queries = useQueryClient();
  const tellProblem = useTellProblem(words.problems);
  const takeBack = useTakeApprovalBack();
  const { id, version, departmentId, to, askedBy, replyTo } = approval;

  const lead = (outgoing: Outgoing) => {
    navigate({ messageId: null, departmentId, view, outgoing });
    // It waits no more: asked again, it would be missed.
    queries.removeQueries({ queryKey: keys.approval(id) });
  };
  const onSettled = () => {
    for (const queryKey of [
      keys.me,
      keys.approvals(departmentId),
      keys.sendingsOf(departmentId),
      ...(replyTo ? [keys.message(replyTo)] : []),
    ])
      void queries.invalidateQueries({ queryKey });
  };
  const onError = (error: unknown) => {
    tellProblem(error);
    void queries.invalidateQueries({ queryKey: keys.approval(id) });
  };

  const approving = useMutation({
    mutationFn: () => sendingApi.approve(id, version),
    onSuccess: (sending) => {
      queries.setQueryData(keys.sending(sending.id), sending);
      toast(toasts, { text: words.approved(to.national) });
      lead({ kind: 'sent', show: 'all', sendingId: sending.id });
    },
    onError,
    onSettled,
  });
  const declining = useMutation({
    mutationFn: (reason: string) => sendingApi.decline(id, version, reason),
    onSuccess: () => {
      toast(toasts, { text: words.declined(askedBy.name) });
      lead({ kind: 'approvals', draftId: null });
    },
    onError,
    onSettled,
  });
  const isPending = approving.isPending || declining.isPending;
  return {
    isPending,
    approve: () => {
      if (!isPending) approving.mutate();
    },
    decline: (reason: string) => {
      if (!isPending) declining.mutate(reason);
    },
    takeBack: () => takeBack(id),
  };
};
