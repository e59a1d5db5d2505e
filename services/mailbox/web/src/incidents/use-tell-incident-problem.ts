import { ApiError } from '../api/api-error.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import type { IncidentWords } from '../words/incident-en.ts';
import { useIncidentWords } from './incident-words.ts';

const isKnown = (code: string, problems: object): code is keyof IncidentWords['problems'] =>
  Object.hasOwn(problems, code);

/** Tells why something could not be done about a wrong recipient. */
export const useTellIncidentProblem = () => {
  const { toasts } = useServices();
  const { problems } = useIncidentWords();
  const tellProblem = useTellProblem();
  return (error: unknown): void => {
    if (error instanceof ApiError && isKnown(error.code, problems))
      toast(toasts, { text: problems[error.code] });
    else tellProblem(error);
  };
};
