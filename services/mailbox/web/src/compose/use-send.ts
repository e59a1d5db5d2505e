import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Draft, Sending } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { toast, undoTime } from '../frame/toast-queue.ts';
import { navigate } from '../route/use-route.ts';
import { recipientOf } from '../sent/recipient-of.ts';
import { useUndoSending } from '../sent/use-undo-sending.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { useComposeWords } from './compose-words.ts';
import { placeAfter } from './place-after.ts';
import { askApproval, sendDraft } from './send-draft.ts';
import { useComposition } from './use-composition.ts';

/** Sends the draft, or asks a colleague to; tells so with a way back, and leads to where it is followed. */
export const useSend = () => {
  const { sendingApi, toasts } = useServices();
  const { words, view } = useSession();
  const compose = useComposeWords();
  const composition = useComposition();
  const queries = useQueryClient();
  const undo = useUndoSending();

  /** It is not written any more. */
  const end = ({ id, departmentId, replyTo }: Draft) => {
    composition.end();
    queries.removeQueries({ queryKey: keys.composition(id) });
    queries.removeQueries({ queryKey: keys.draft(id) });
    for (const queryKey of [
      keys.me,
      keys.drafts(departmentId),
      keys.approvals(departmentId),
      keys.sendingsOf(departmentId),
      ...(replyTo ? [keys.message(replyTo.messageId)] : []),
    ])
      void queries.invalidateQueries({ queryKey });
  };
  const sent = (draft: Draft, sending: Sending) => {
    end(draft);
    queries.setQueryData(keys.sending(sending.id), sending);
    toast(
      toasts,
      {
        text: compose.sendingTo(recipientOf(sending)),
        action: { label: words.actions.undo, run: () => undo(sending) },
      },
      { ms: undoTime },
    );
    navigate(placeAfter(draft, view, sending.id));
  };

  const asked = (draft: Draft) => {
    end(draft);
    toast(toasts, { text: compose.asked(draft.to?.national ?? '') });
    const { id: draftId, departmentId, replyTo } = draft;
    const outgoing = { kind: 'approvals', draftId } as const;
    navigate(replyTo ? placeAfter(draft, view) : { messageId: null, departmentId, view, outgoing });
  };

  const sending = useMutation({
    mutationFn: (lastDigits: string | null) => sendDraft(sendingApi, composition, lastDigits),
    onSuccess: (order) => sent(composition.writer.now().draft, order),
  });
  const asking = useMutation({
    mutationFn: () => askApproval(sendingApi, composition),
    onSuccess: asked,
  });
  return {
    isPending: sending.isPending || asking.isPending,
    /** What stood in the way, the last time. */
    error: sending.error ?? asking.error,
    send: (lastDigits: string | null) => {
      asking.reset();
      sending.mutate(lastDigits);
    },
    ask: () => {
      sending.reset();
      asking.mutate();
    },
  };
};
