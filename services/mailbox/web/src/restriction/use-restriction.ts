import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Restrict, Restriction } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { json } from '../api/requests.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { namesOf, restrictionWords } from './restriction-words.ts';

const pathOf = (messageId: string): string => `/api/messages/${messageId}/restriction`;

/** Who can open a message, and who could be named. */
export const useRestriction = (messageId: string) => {
  const { ask } = useServices();
  return useQuery({
    // beneath the message's, with which it is asked for again
    queryKey: [...keys.message(messageId), 'restriction'],
    queryFn: () => json<Restriction>(ask(pathOf(messageId))),
  });
};

/** What is done about who can open a message; null opens it to all. */
export type RestrictionAct = Restrict | null;

/** Restricts or lifts, tells so, and offers the way back. */
export const useRestrict = (messageId: string) => {
  const { ask, toasts } = useServices();
  const { me, department } = useSession();
  const queries = useQueryClient();
  const words = restrictionWords(me.locale);
  const tellProblem = useTellProblem(words.problems);

  const done = async (act: RestrictionAct): Promise<Restriction> =>
    act
      ? json(ask(pathOf(messageId), { method: 'PUT', body: act }))
      : json(ask(`${pathOf(messageId)}/lift`, { method: 'POST', body: {} }));
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: keys.me });
    void queries.invalidateQueries({ queryKey: keys.messagesOf(department.id) });
    void queries.invalidateQueries({ queryKey: keys.message(messageId) });
  };
  const mutation = useMutation({
    mutationFn: ({ act }: { act: RestrictionAct; before: RestrictionAct | undefined }) => done(act),
    onSuccess: ({ restricted }, { before }) => {
      refresh();
      const names = restricted?.named.map(({ name }) => name) ?? [];
      const text = restricted ? words.restricted(namesOf(names, me.locale)) : words.lifted;
      const run = () => mutation.mutate({ act: before ?? null, before: undefined });
      toast(toasts, {
        text,
        ...(before !== undefined && { action: { label: words.undo, run } }),
      });
    },
    onError: (error) => {
      tellProblem(error);
      refresh();
    },
  });
  return {
    isPending: mutation.isPending,
    /** `before`: what undoes it; undefined where one can't. */
    act: (act: RestrictionAct, before: RestrictionAct | undefined, onDone?: () => void) => {
      if (!mutation.isPending) mutation.mutate({ act, before }, onDone && { onSuccess: onDone });
    },
  };
};
