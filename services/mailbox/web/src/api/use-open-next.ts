import { toast } from '../frame/toast-queue.ts';
import { nextNew } from '../list/next-new.ts';
import { navigate } from '../route/use-route.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { useTellProblem } from './use-tell-problem.ts';

/** Opens the new message that comes after `current`, as the server has it now. */
export const useOpenNext = () => {
  const { api, toasts } = useServices();
  const { department, view, words } = useSession();
  const tellProblem = useTellProblem();
  return async (current: { id: string; availableAt: string } | null): Promise<void> => {
    const from = location.href;
    try {
      const { messages } = await api.messages(department.id, 'new', null);
      // Whoever went elsewhere meanwhile stays there.
      if (location.href !== from) return;
      const next = nextNew(messages, current);
      navigate({ messageId: next?.id ?? null, departmentId: department.id, view });
      if (!next) toast(toasts, { text: words.done.nothingMoreNew });
    } catch (error) {
      tellProblem(error);
    }
  };
};
