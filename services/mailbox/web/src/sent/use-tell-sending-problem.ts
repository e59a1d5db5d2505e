import { ApiError } from '../api/api-error.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import type { SentWords } from '../words/sent-en.ts';
import { useSentWords } from './sent-words.ts';

type Known = keyof SentWords['problems'];

const isKnown = (code: string, { problems }: SentWords): code is Known =>
  Object.hasOwn(problems, code);

/** Tells why something could not be done with a fax that was sent. */
export const useTellSendingProblem = () => {
  const { toasts } = useServices();
  const sent = useSentWords();
  const tellProblem = useTellProblem();
  return (error: unknown): void => {
    if (error instanceof ApiError && isKnown(error.code, sent))
      toast(toasts, { text: sent.problems[error.code] });
    else tellProblem(error);
  };
};
