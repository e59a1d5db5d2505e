import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { isSessionEnded } from './is-session-ended.ts';
import { problemSentence } from './problem-sentence.ts';

/** Tells that something did not work. */
export const useTellProblem = () => {
  const { toasts } = useServices();
  const { words } = useSession();
  return (error: unknown): void => {
    if (!isSessionEnded(error)) toast(toasts, { text: problemSentence(error, words) });
  };
};
