import type { Notice, NoticeOutcome, Notifier } from '@kuvert/shared/ports/notifier';

/** Takes notices into memory, or answers an address as it was told. */
export interface MemoryNotifier extends Notifier {
  /** Taken, oldest first. */
  readonly taken: readonly Notice[];
  /** Undefined: takes it again. */
  answer(to: string, outcome: Exclude<NoticeOutcome, { kind: 'accepted' }> | undefined): void;
}

export const createMemoryNotifier = (): MemoryNotifier => {
  const taken: Notice[] = [];
  const answers = new Map<string, NoticeOutcome>();
  return {
    taken,
    answer: (to, outcome) => {
      if (outcome) answers.set(to, outcome);
      else answers.delete(to);
    },
    send: (notice, signal) => {
      if (signal.aborted) return Promise.resolve({ kind: 'not-sent', code: 'ETIMEDOUT' });
      const answer = answers.get(notice.to);
      if (answer === undefined) taken.push(notice);
      return Promise.resolve(answer ?? { kind: 'accepted' });
    },
  };
};
