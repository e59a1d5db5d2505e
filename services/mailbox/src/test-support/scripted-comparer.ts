import type { PageComparer } from '../use-cases/find-resends.ts';

/** Answers as told, and keeps what it was asked. */
export interface ScriptedComparer extends PageComparer {
  answer: number | Error;
  asked: number;
}

export const createScriptedComparer = (): ScriptedComparer => {
  const comparer: ScriptedComparer = {
    answer: 0,
    asked: 0,
    likeness: () => {
      comparer.asked += 1;
      const { answer } = comparer;
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve({ likeness: answer });
    },
  };
  return comparer;
};
