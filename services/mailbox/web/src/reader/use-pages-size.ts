import { useLayoutEffect, useState, type RefObject } from 'react';
import { pictureWidth } from './zoom.ts';

export interface PagesSize {
  /** Height of what is seen of the pages, in CSS pixels. */
  readonly height: number;
  /** Pictures this wide are sharp; grows with the window, never shrinks, so that nothing is asked for twice. */
  readonly picture: number;
}

export const usePagesSize = (pages: RefObject<HTMLElement | null>): PagesSize | null => {
  const [size, setSize] = useState<PagesSize | null>(null);
  useLayoutEffect(() => {
    const element = pages.current;
    if (!element) return;
    const measure = () => {
      const picture = pictureWidth(element.clientWidth, devicePixelRatio);
      setSize((known) => ({
        height: element.clientHeight,
        picture: Math.max(picture, known?.picture ?? 0),
      }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [pages]);
  return size;
};
