import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../src/http/api.ts';
import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { keys } from './keys.ts';
import { useTellProblem } from './use-tell-problem.ts';

interface Denial {
  readonly otherId: string;
  readonly denied: boolean;
}

/** Says that two faxes are not the same, with a way back, or takes that back. */
export const useDenyResend = (message: Message) => {
  const { api, toasts, announcer } = useServices();
  const { words } = useSession();
  const queries = useQueryClient();
  const tellProblem = useTellProblem();
  const mutation = useMutation({
    mutationFn: ({ otherId, denied }: Denial) => api.denyResend(message.id, otherId, denied),
    onSuccess: (changed, { otherId, denied }) => {
      queries.setQueryData(keys.message(changed.id), changed);
      void queries.invalidateQueries({ queryKey: keys.message(otherId) });
      void queries.invalidateQueries({ queryKey: keys.messagesOf(changed.departmentId) });
      if (!denied) {
        announcer.say(words.resend.doneAllowed);
        return;
      }
      const undo = {
        label: words.actions.undo,
        run: () => mutation.mutate({ otherId, denied: false }),
      };
      toast(toasts, { text: words.resend.doneDenied, action: undo });
    },
    onError: tellProblem,
  });
  return {
    isPending: mutation.isPending,
    deny: (otherId: string, denied: boolean) => {
      if (!mutation.isPending) mutation.mutate({ otherId, denied });
    },
  };
};
