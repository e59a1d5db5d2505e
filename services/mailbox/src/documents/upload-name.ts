import { cleanText } from '@kuvert/shared/clean-text';
import { sendingLimits } from '@kuvert/shared/sending/limits';

/** A file's own name as it may be kept and shown: its last part, one line, cut where its ending stays. */
export const uploadName = (name: string | undefined): string => {
  const last = cleanText((name ?? '').split(/[\\/]/).at(-1) ?? '');
  if (last.length <= sendingLimits.fileName) return last === '' ? '–' : last;
  const ending = /\.\w{1,8}$/.exec(last)?.[0] ?? '';
  return `${last.slice(0, sendingLimits.fileName - ending.length - 1)}…${ending}`;
};
