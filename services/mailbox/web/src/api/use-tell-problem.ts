import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { isSessionEnded } from './is-session-ended.ts';
import { knownSentence } from './known-sentence.ts';
import { problemSentence } from './problem-sentence.ts';

/** Tells that something did not work, in a place's own words where it has some. */
export const useTellProblem = (problems: Readonly<Record<string, string>> = {}) => {
  const { toasts } = useServices();
  const { words } = useSession();
  return (error: unknown): void => {
    if (isSessionEnded(error)) return;
    toast(toasts, { text: knownSentence(error, problems) ?? problemSentence(error, words) });
  };
};
