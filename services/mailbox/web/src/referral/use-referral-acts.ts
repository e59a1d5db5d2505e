import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dayIn } from '@kuvert/shared/day';
import type { Message, MessageSummary } from '../../../src/http/api.ts';
import type { ReferralAct } from '../api/api.ts';
import { keys } from '../api/keys.ts';
import { useSettleMessage } from '../api/use-settle-message.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { useReferralWords } from './referral-words.ts';
import { senderSees } from './sender-sees.ts';

interface Asked {
  readonly message: MessageSummary;
  readonly act: ReferralAct;
}

/** What takes an act back; undefined where another act is at hand anyway, or the day by which to answer is over. */
const undoOf = ({ message: { referral }, act }: Asked, today: string): ReferralAct | undefined => {
  if (act.kind === 'mark') return referral ? undefined : { kind: 'unmark' };
  if (act.kind === 'unmark') {
    const answerBy = referral?.answerBy ?? null;
    return answerBy !== null && answerBy < today ? undefined : { kind: 'mark', answerBy };
  }
  const before = referral?.state;
  if (before === 'received' || before === 'accepted') return { kind: 'step', step: before };
  return undefined;
};

/** Moves a referral and tells it, with a way back. */
export const useReferralActs = () => {
  const { api, toasts } = useServices();
  const { me, now, words } = useSession();
  const { done, problems } = useReferralWords();
  const queries = useQueryClient();
  const { settle, refresh } = useSettleMessage();
  const tellProblem = useTellProblem(problems);

  const sentenceOf = ({ message, act }: Asked): string => {
    switch (act.kind) {
      case 'mark':
        return message.referral ? done.dated : done.marked;
      case 'unmark':
        return done.unmarked;
      case 'step':
        if (act.step === 'accepted' && !senderSees(message)) return done.acceptedUnseen;
        return act.step === 'received' && message.referral?.state === 'on-hold'
          ? done.completed
          : done[act.step];
    }
  };

  const failed = (error: unknown, message: MessageSummary) => {
    tellProblem(error);
    void queries.invalidateQueries({ queryKey: keys.message(message.id) });
    refresh(message);
  };
  const takeBack = async (changed: Message, act: ReferralAct) => {
    try {
      settle(await api.refer(changed.id, act));
    } catch (error) {
      failed(error, changed);
    }
  };

  const mutation = useMutation({
    mutationFn: ({ message, act }: Asked) => api.refer(message.id, act),
    onSuccess: (changed, asked) => {
      settle(changed);
      const back = undoOf(asked, dayIn(now, me.timeZone));
      const undo = back && {
        label: words.actions.undo,
        run: () => void takeBack(changed, back),
      };
      toast(toasts, { text: sentenceOf(asked), ...(undo && { action: undo }) });
    },
    onError: (error, { message }) => failed(error, message),
  });
  return {
    isPending: mutation.isPending,
    /** One thing at a time. */
    refer: (message: MessageSummary, act: ReferralAct, onDone?: () => void) => {
      if (!mutation.isPending) mutation.mutate({ message, act }, onDone && { onSuccess: onDone });
    },
  };
};
