import { useQueryClient } from '@tanstack/react-query';
import type { DraftSummary } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { navigate } from '../route/use-route.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { useComposeWords } from './compose-words.ts';
import { placeAfter } from './place-after.ts';
import { useComposition } from './use-composition.ts';

/**
 * Discards the draft once nobody can undo it any more: what the server has deleted it can't bring back.
 * A window that closes meanwhile leaves the draft among the drafts.
 */
export const useDiscard = () => {
  const { sendingApi, toasts } = useServices();
  const { words, view } = useSession();
  const compose = useComposeWords();
  const composition = useComposition();
  const queries = useQueryClient();
  const tellProblem = useTellProblem();

  return (): void => {
    const { draft } = composition.writer.now();
    const { id, departmentId } = draft;
    let isUndone = false;

    const discard = async () => {
      composition.end();
      queries.removeQueries({ queryKey: keys.composition(id) });
      queries.removeQueries({ queryKey: keys.draft(id) });
      await sendingApi.discard(id).catch(tellProblem);
      void queries.invalidateQueries({ queryKey: keys.drafts(departmentId) });
      void queries.invalidateQueries({ queryKey: keys.me });
    };
    const undo = () => {
      isUndone = true;
      void queries.invalidateQueries({ queryKey: keys.drafts(departmentId) });
      const outgoing = { kind: 'draft', draftId: id } as const;
      navigate({ messageId: null, departmentId, view, outgoing });
    };

    queries.setQueryData<DraftSummary[]>(keys.drafts(departmentId), (known) =>
      known?.filter((each) => each.id !== id),
    );
    toast(
      toasts,
      { text: compose.discarded, action: { label: words.actions.undo, run: undo } },
      {
        onGone: () => {
          if (!isUndone) void discard();
        },
      },
    );
    navigate(placeAfter(draft, view));
  };
};
