import { useEffect, useRef } from 'react';
import { pageInSight } from './page-in-sight.ts';

/** When picture or text comes into view, the page is there that one read in the other. */
export const useInStep = (isShown: boolean, page: number, selector: string): void => {
  // Scrolling changes the page; a page that changed must not scroll in its turn.
  const latest = useRef(page);
  useEffect(() => {
    latest.current = page;
  });
  useEffect(() => {
    if (!isShown) return;
    const target = document.querySelectorAll(selector)[latest.current - 1];
    const pages = target?.closest<HTMLElement>('.pages');
    if (pages && pageInSight(pages, selector) !== latest.current)
      target?.scrollIntoView({ block: 'start' });
  }, [isShown, selector]);
};
