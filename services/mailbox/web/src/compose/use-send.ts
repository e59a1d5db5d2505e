import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft, Sending } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { toast, undoTime } from '../frame/toast-queue.ts';
import { navigate } from '../route/use-route.ts';
import { useUndoSending } from '../sent/use-undo-sending.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { useComposeWords } from './compose-words.ts';
import { placeAfter } from './place-after.ts';
import { sendDraft } from './send-draft.ts';
import { useComposition } from './use-composition.ts';

/** Sends the draft, tells so with a way back, and leads to where it is followed. */
export const useSend = () => {
  const { sendingApi, toasts } = useServices();
  const { words, view } = useSession();
  const compose = useComposeWords();
  const composition = useComposition();
  const queries = useQueryClient();
  const undo = useUndoSending();

  const sent = (draft: Draft, sending: Sending) => {
    composition.end();
    queries.removeQueries({ queryKey: keys.composition(draft.id) });
    queries.removeQueries({ queryKey: keys.draft(draft.id) });
    queries.setQueryData(keys.sending(sending.id), sending);
    for (const queryKey of [
      keys.me,
      keys.drafts(draft.departmentId),
      keys.sendingsOf(draft.departmentId),
      ...(draft.replyTo ? [keys.message(draft.replyTo.messageId)] : []),
    ])
      void queries.invalidateQueries({ queryKey });
    toast(
      toasts,
      {
        text: compose.sendingTo(sending.to.national),
        action: { label: words.actions.undo, run: () => undo(sending) },
      },
      { ms: undoTime },
    );
    navigate(placeAfter(draft, view, sending.id));
  };

  return useMutation({
    mutationFn: (lastDigits: string | null) => sendDraft(sendingApi, composition, lastDigits),
    onSuccess: (sending) => sent(composition.writer.now().draft, sending),
  });
};
