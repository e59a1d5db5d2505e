import { useLayoutEffect } from 'react';

/** What React Aria never hides when something opens over the page: meant for toasts, and documented nowhere. */
const neverHidden = 'data-react-aria-top-layer';

/**
 * Keeps the page there for screen readers while a list is open below its field. React Aria's combo box hides all but field
 * and list by `aria-hidden` and leaves it in the order of the Tab key: what has the focus then isn't there for who hears the
 * page (https://github.com/adobe/react-spectrum/issues/4937).
 */
export const usePageStaysThere = (isOpen: boolean): void => {
  // The combo box hides in an effect, which comes after this.
  useLayoutEffect(() => {
    const root = isOpen ? document.getElementById('root') : null;
    root?.setAttribute(neverHidden, '');
    return () => root?.removeAttribute(neverHidden);
  }, [isOpen]);
};
