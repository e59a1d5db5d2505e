import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message, MessageSummary } from '../../../src/http/api.ts';
import { loadActionDialogs } from '../frame/parts-loaded-later.ts';
import { toast } from '../frame/toast-queue.ts';
import { navigate } from '../route/use-route.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import type { Words } from '../words/words.ts';
import type { Action } from './api.ts';
import { keys } from './keys.ts';
import { useOpenNext } from './use-open-next.ts';
import { useSettleMessage } from './use-settle-message.ts';
import { useTellProblem } from './use-tell-problem.ts';

const sentence = (action: Action, { handling }: Message, words: Words): string => {
  switch (action.kind) {
    case 'take':
      return words.done.taken;
    case 'give-back':
      return words.done.givenBack;
    case 'take-over':
      return words.done.takenOver;
    case 'register':
      return words.done.registered(action.system, action.reference);
    case 'not-register':
      return words.done.notRegistered;
    case 'forward':
      return words.done.forwarded(handling.state === 'forwarded' ? handling.to : '');
    case 'reopen':
      return words.done.reopened;
    case 'quarantine':
      return words.done.quarantined;
    case 'release':
      return words.done.released;
  }
};

/** What takes a thing back that ends one's work with a message; of what went to others nothing does. */
const undoOf = ({ kind }: Action): 'reopen' | 'release' | undefined => {
  if (kind === 'register' || kind === 'not-register') return 'reopen';
  return kind === 'quarantine' ? 'release' : undefined;
};
const endsHere = (action: Action) => undoOf(action) !== undefined || action.kind === 'forward';

/** Does something with a message and tells how it went; after filing the next new one opens. */
export const useActions = () => {
  const { api, ask, toasts, announcer } = useServices();
  const { me, words, view } = useSession();
  const queries = useQueryClient();
  const openNext = useOpenNext();
  const tellProblem = useTellProblem();

  const { settle, refresh } = useSettleMessage();

  /** What is offered with setting aside or taking out; where it doesn't come, all else is as it was. */
  const junkOffer = (what: 'listing' | 'unlisting', message: MessageSummary) =>
    loadActionDialogs()
      .then(({ junkOffers }) =>
        junkOffers[what]({ ask, toasts, tellProblem, locale: me.locale }, message),
      )
      .catch(() => null);

  const takeBack = async (message: MessageSummary, kind: 'reopen' | 'release') => {
    try {
      settle(await api.act(message.id, { kind }));
      announcer.say(kind === 'reopen' ? words.done.reopened : words.done.released);
      navigate({ messageId: message.id, departmentId: message.departmentId, view });
      if (kind === 'release') void junkOffer('unlisting', message);
    } catch (error) {
      tellProblem(error);
    }
  };

  const mutation = useMutation({
    mutationFn: ({ message, action }: { message: MessageSummary; action: Action }) =>
      api.act(message.id, action),
    onSuccess: (changed, { message, action }) => {
      settle(changed);
      const text = sentence(action, changed, words);
      if (!endsHere(action)) {
        // The head of the message shows it.
        announcer.say(text);
        if (action.kind === 'release') void junkOffer('unlisting', message);
        return;
      }
      const back = undoOf(action);
      const undo = back && {
        label: words.actions.undo,
        run: () => void takeBack(message, back),
      };
      const also =
        action.kind === 'quarantine' && me.administrator && junkOffer('listing', message);
      toast(toasts, { text, ...(undo && { action: undo }), ...(also && { also }) });
      void openNext(message);
    },
    onError: (error, { message }) => {
      tellProblem(error);
      void queries.invalidateQueries({ queryKey: keys.message(message.id) });
      refresh(message);
    },
  });

  return {
    isPending: mutation.isPending,
    /** One thing at a time: what is pressed while an answer is awaited does nothing. */
    act: (message: MessageSummary, action: Action, onDone?: () => void) => {
      if (!mutation.isPending)
        mutation.mutate({ message, action }, onDone && { onSuccess: onDone });
    },
  };
};
