import { useQueryClient } from '@tanstack/react-query';
import type { Sending } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { navigate } from '../route/use-route.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { composeWordsFor } from '../words/outgoing-words.ts';
import { useSentWords } from './sent-words.ts';

/** Takes a fax back that has not left yet, and opens it to go on writing. */
export const useUndoSending = () => {
  const { sendingApi, toasts } = useServices();
  const { me, view } = useSession();
  const queries = useQueryClient();
  const { problems } = useSentWords();
  const tellProblem = useTellProblem(problems);

  const refresh = ({ departmentId, replyTo }: Sending) => {
    for (const queryKey of [
      keys.me,
      keys.sendingsOf(departmentId),
      keys.drafts(departmentId),
      ...(replyTo ? [keys.message(replyTo)] : []),
    ])
      void queries.invalidateQueries({ queryKey });
  };

  const undo = async (sending: Sending): Promise<void> => {
    try {
      const draft = await sendingApi.undo(sending.id);
      queries.removeQueries({ queryKey: keys.composition(draft.id) });
      queries.setQueryData(keys.draft(draft.id), draft);
      toast(toasts, { text: composeWordsFor(me.locale).takenBack });
      const outgoing = { kind: 'draft', draftId: draft.id } as const;
      navigate({ messageId: null, departmentId: draft.departmentId, view, outgoing });
      // It is not there any more: asked again, it would be missed.
      queries.removeQueries({ queryKey: keys.sending(sending.id) });
    } catch (error) {
      tellProblem(error);
    }
    refresh(sending);
  };
  return (sending: Sending): void => void undo(sending);
};
