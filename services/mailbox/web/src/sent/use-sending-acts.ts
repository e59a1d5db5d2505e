import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Sending } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import type { SendingApi } from '../api/sending-api.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { useServices } from '../services.ts';
import type { SentWords } from '../words/sent-en.ts';
import type { AskingAct } from './act-dialog.tsx';
import { useSentWords } from './sent-words.ts';
import { useUndoSending } from './use-undo-sending.ts';

type Act =
  | { readonly kind: 'cancel' | 'now' }
  | { readonly kind: AskingAct; readonly reason: string };

const perform = (api: SendingApi, { id, delivery }: Sending, act: Act): Promise<Sending> => {
  const deliveryId = delivery.id;
  switch (act.kind) {
    case 'cancel':
      return api.cancel(id);
    case 'now':
      return api.tryNow(id);
    case 'again':
      return api.sendAgain(id, { deliveryId, reason: act.reason });
    case 'arrived':
    case 'failed':
      return api.resolve(id, { deliveryId, outcome: act.kind, reason: act.reason });
  }
};

const sentence = ({ kind }: Act, { delivery }: Sending, { done }: SentWords): string => {
  switch (kind) {
    case 'cancel':
      return delivery.withdrawal === 'asked' ? done.askedToCancel : done.cancelled;
    case 'now':
      return done.tryingNow;
    case 'again':
      return done.sentAgain;
    case 'arrived':
      return done.arrived;
    case 'failed':
      return done.failed;
  }
};

/** Does something with a fax that was sent and says how it went. */
export const useSendingActs = (sending: Sending) => {
  const { sendingApi, announcer } = useServices();
  const sent = useSentWords();
  const queries = useQueryClient();
  const undo = useUndoSending();
  const tellProblem = useTellProblem(sent.problems);

  const { mutate, isPending } = useMutation({
    mutationFn: (act: Act) => perform(sendingApi, sending, act),
    onSuccess: (changed, act) => {
      queries.setQueryData(keys.sending(changed.id), changed);
      announcer.say(sentence(act, changed, sent));
    },
    onError: (error) => {
      tellProblem(error);
      void queries.invalidateQueries({ queryKey: keys.sending(sending.id) });
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.me });
      void queries.invalidateQueries({ queryKey: keys.sendingsOf(sending.departmentId) });
      if (sending.replyTo)
        void queries.invalidateQueries({ queryKey: keys.message(sending.replyTo) });
    },
  });

  return {
    isPending,
    undo: () => undo(sending),
    cancel: () => {
      if (!isPending) mutate({ kind: 'cancel' });
    },
    tryNow: () => {
      if (!isPending) mutate({ kind: 'now' });
    },
    act: (kind: AskingAct, reason: string, onDone: () => void) => {
      if (!isPending) mutate({ kind, reason }, { onSuccess: onDone });
    },
  };
};
