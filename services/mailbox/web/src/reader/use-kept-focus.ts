import { useEffect, useRef, type RefObject } from 'react';
import { isFocusLost, onceSettled } from '../parts/focus.ts';

/**
 * The button that was pressed may be gone once its work is done: then the first of those that stand there now takes
 * the focus. `buttons` names those that there are.
 */
export const useKeptFocus = (head: RefObject<HTMLElement | null>, buttons: string): void => {
  const before = useRef(buttons);
  useEffect(() => {
    if (before.current === buttons) return undefined;
    before.current = buttons;
    return onceSettled(() => {
      if (isFocusLost()) head.current?.querySelector<HTMLElement>('.handling')?.focus();
    });
  }, [head, buttons]);
};
