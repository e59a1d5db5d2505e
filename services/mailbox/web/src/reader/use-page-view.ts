import { useState } from 'react';
import { isBoolean, useStored } from '../parts/use-stored.ts';
import { isLayout, isZoom, type PageLayout, type Zoom } from './zoom.ts';

/** How pages are shown and which one is before one's eyes. */
export interface PageView {
  readonly zoom: Zoom;
  readonly setZoom: (zoom: Zoom) => void;
  readonly layout: PageLayout;
  readonly setLayout: (layout: PageLayout) => void;
  readonly isDimmed: boolean;
  readonly setDimmed: (dimmed: boolean) => void;
  readonly page: number;
  /** The page that one has scrolled to. */
  readonly setPage: (page: number) => void;
  /** Brings a page before one's eyes. */
  readonly goTo: (page: number) => void;
}

export const sheetId = (page: number): string => `page-${page}`;

export const usePageView = (): PageView => {
  const [zoom, setZoom] = useStored('zoom', isZoom, 'width');
  const [layout, setLayout] = useStored('layout', isLayout, 'continuous');
  const [isDimmed, setDimmed] = useStored('dim', isBoolean, false);
  const [page, setPage] = useState(1);
  const goTo = (target: number) => {
    setPage(target);
    // One at a time there is one sheet, which then shows the other page.
    const sheet = document.getElementById(sheetId(target)) ?? document.querySelector('.sheet');
    sheet?.scrollIntoView({ block: 'start' });
  };
  return { zoom, setZoom, layout, setLayout, isDimmed, setDimmed, page, setPage, goTo };
};
