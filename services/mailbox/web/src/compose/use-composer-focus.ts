import { useEffect, useState, type RefObject } from 'react';
import { onceSettled } from '../parts/focus.ts';
import { isAboutNumber, type Trouble } from './compose-problem.ts';
import { useWriting } from './use-composition.ts';

/** What says so in the form. */
const wrong = '.writing .notice--failed, .writing .field__error';

/** Where one goes on: in the message once the number is known; after a refusal where it can be mended. */
export const useComposerFocus = (
  composer: RefObject<HTMLElement | null>,
  trouble: Trouble | null,
): void => {
  const { draft } = useWriting();
  const [start] = useState(draft.to && draft.cover ? 'message' : 'number');
  useEffect(() => {
    const find = (what: string) => composer.current?.querySelector<HTMLElement>(what);
    return onceSettled(() => {
      if (!trouble) find(`[name=${start}]`)?.focus();
      else if (isAboutNumber(trouble.code)) find('[name=number]')?.focus();
      else if (trouble.code === 'referral-words-missing') find('[name=message]')?.focus();
      else find(wrong)?.scrollIntoView({ block: 'nearest' });
    });
  }, [composer, start, trouble]);
};
