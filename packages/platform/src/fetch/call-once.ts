import { safeCode } from './safe-code.ts';
import { untilAborted } from './until-aborted.ts';

/** What came of a call that brought no answer. */
export type NoAnswer = { readonly kind: 'not-sent' | 'unanswered'; readonly code: string };

/** `waiting`: no connection yet; `sent`: it stands, so bytes may be on their way; `over`: whoever called was told. */
type Stage = 'waiting' | 'sent' | 'over';

/**
 * Makes a call that may change something, once, and tells whether it may have arrived.
 * @param ask asks `mayUse` once the connection stands
 */
export const callOnce = async <Answer>(
  deadlineMs: number,
  ask: (signal: AbortSignal, mayUse: () => boolean) => Promise<Answer>,
): Promise<Answer | NoAnswer> => {
  let stage: Stage = 'waiting';
  const deadline = AbortSignal.timeout(deadlineMs);
  const mayUse = (): boolean => {
    if (stage !== 'waiting') return false;
    stage = 'sent';
    return true;
  };
  try {
    return await untilAborted(ask(deadline, mayUse), deadline);
  } catch (error) {
    const code = deadline.aborted ? 'fetch-too-slow' : safeCode(error);
    return wasSent(stage) ? { kind: 'unanswered', code } : { kind: 'not-sent', code };
  } finally {
    // a connection that stands only now must not carry the request any more
    stage = 'over';
  }
};

/** Read through a function: the compiler doesn't see that a callback has set it. */
const wasSent = (stage: Stage): boolean => stage === 'sent';
