import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnsweringStep } from '@kuvert/shared/referrals/states';
import type { Contact, Draft } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { loadComposer } from '../frame/parts-loaded-later.ts';
import { toast } from '../frame/toast-queue.ts';
import { navigate } from '../route/use-route.ts';
import type { Composition } from './composition.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';

interface Wanted {
  /** The fax to answer. */
  readonly messageId: string | null;
  /** What the answer is to do with the referral that it answers. */
  readonly step?: AnsweringStep | undefined;
  /** Where that should have gone. */
  readonly number?: string;
  /** To whom a new one goes. */
  readonly contact?: Pick<Contact, 'name' | 'number'>;
}

const isWrongNumber = (error: Error): boolean =>
  error instanceof ApiError && error.code === 'number-invalid';

/** Begins a fax, or goes on with the answer to a received one that one has begun already. */
export const useNewDraft = () => {
  const { api, sendingApi, toasts } = useServices();
  const { words, department, view } = useSession();
  const queries = useQueryClient();
  const tellProblem = useTellProblem();

  const begunAnswer = async (messageId: string | null): Promise<string | undefined> => {
    if (messageId === null || department.sending.drafts === 0) return undefined;
    const { drafts } = await sendingApi.drafts(department.id);
    return drafts.find(({ replyTo }) => replyTo === messageId)?.id;
  };

  const begin = async (messageId: string | null, step?: AnsweringStep): Promise<string> =>
    begun(await sendingApi.newDraft(department.id, crypto.randomUUID(), messageId, step));

  const goOn = async (draftId: string, step: AnsweringStep | undefined): Promise<string> => {
    if (!step) return draftId;
    const { takeStep } = await loadComposer();
    const underWay = queries.getQueryData<Composition>(keys.composition(draftId));
    const changed = await takeStep(draftId, step, { api: sendingApi, underWay });
    return changed ? begun(changed) : draftId;
  };

  const beginTo = async ({ name, number }: NonNullable<Wanted['contact']>): Promise<string> => {
    const draft = await sendingApi.newDraft(department.id, crypto.randomUUID(), null);
    const { version, subject, message, cover, language, resolution, wishesFax } = draft;
    const rest = { version, subject, message, cover, language, resolution, wishesFax };
    const change = { ...rest, to: number.full, recipientName: name };
    return begun(await sendingApi.changeDraft(draft.id, change));
  };

  const begun = (draft: Draft): string => {
    queries.setQueryData(keys.draft(draft.id), draft);
    void queries.invalidateQueries({ queryKey: keys.drafts(department.id) });
    void queries.invalidateQueries({ queryKey: keys.me });
    return draft.id;
  };

  const askForMessage = (messageId: string) => {
    for (const queryKey of [keys.me, keys.message(messageId), keys.messagesOf(department.id)])
      void queries.invalidateQueries({ queryKey });
  };

  /** There is more to do with it here after all; the draft stays. */
  const reopen = async (messageId: string) => {
    await api.act(messageId, { kind: 'reopen' }).catch(tellProblem);
    askForMessage(messageId);
  };

  const giveBack = async (messageId: string, number: string): Promise<string> => {
    const draft = await sendingApi.giveBack(messageId, crypto.randomUUID(), number);
    askForMessage(messageId);
    void queries.invalidateQueries({ queryKey: keys.incidentsOf(department.id) });
    const undo = { label: words.actions.undo, run: () => void reopen(messageId) };
    toast(toasts, { text: words.giveBack.done, action: undo });
    return begun(draft);
  };

  const { mutate, isPending } = useMutation({
    mutationFn: async ({ messageId, number, contact, step }: Wanted) => {
      void loadComposer().catch(() => undefined);
      if (contact) return beginTo(contact);
      if (messageId !== null && number !== undefined) return giveBack(messageId, number);
      const before = await begunAnswer(messageId);
      return before === undefined ? begin(messageId, step) : goOn(before, step);
    },
    onSuccess: (draftId) => {
      const outgoing = { kind: 'draft', draftId } as const;
      navigate({ messageId: null, departmentId: department.id, view, outgoing });
    },
    onError: (error, { number }) => {
      // the field says so
      if (number === undefined || !isWrongNumber(error)) tellProblem(error);
    },
  });
  return {
    isPending,
    write: () => {
      if (!isPending) mutate({ messageId: null });
    },
    writeTo: (contact: NonNullable<Wanted['contact']>) => {
      if (!isPending) mutate({ messageId: null, contact });
    },
    answer: (messageId: string, step?: AnsweringStep) => {
      if (!isPending) mutate({ messageId, step });
    },
    /** To the sender of what isn't ours. */
    giveBack: (messageId: string, number: string, onWrongNumber: () => void) => {
      if (isPending) return;
      mutate(
        { messageId, number },
        {
          onError: (error) => {
            if (isWrongNumber(error)) onWrongNumber();
          },
        },
      );
    },
  };
};
