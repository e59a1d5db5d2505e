import type { Identified } from './provider.ts';

/** So many, and there is something wrong. */
const mostSubjects = 20;

/** What somebody is known by; several are theirs to choose from. Undefined: none, or what is no such thing. */
export const subjectsAmong = (
  all: readonly unknown[],
  isOne: (text: string) => boolean,
): Identified['subjects'] | undefined => {
  const texts = all.filter((each) => typeof each === 'string');
  const [first, ...others] = [...new Set(texts)];
  const isWhole = all.length <= mostSubjects && texts.length === all.length;
  if (first === undefined || !isWhole) return undefined;
  return [first, ...others].every(isOne) ? [first, ...others] : undefined;
};
