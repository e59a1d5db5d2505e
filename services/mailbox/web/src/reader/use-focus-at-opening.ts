import { useEffect, type RefObject } from 'react';

/** Whoever opened it wants to read: the keys that scroll act there. */
export const useFocusAtOpening = (
  reading: RefObject<HTMLElement | null>,
  takesFocus: boolean,
): void => {
  useEffect(() => {
    if (takesFocus) reading.current?.focus({ preventScroll: true });
  }, [reading, takesFocus]);
};
