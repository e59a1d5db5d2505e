import { useState } from 'react';
import { isBoolean, useStored } from '../parts/use-stored.ts';
import { nextTurn, type Turn } from './turn.ts';
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
  /** How far a page is turned where it is shown, the document untouched. */
  readonly turnOf: (page: number) => Turn;
  /** Turns a page by a quarter, clockwise. */
  readonly turn: (page: number) => void;
}

export const leafId = (page: number): string => `page-${page}`;
export const textPageId = (page: number): string => `text-${page}`;

export const usePageView = (): PageView => {
  const [zoom, setZoom] = useStored('zoom', isZoom, 'width');
  const [layout, setLayout] = useStored('layout', isLayout, 'continuous');
  const [isDimmed, setDimmed] = useStored('dim', isBoolean, false);
  const [page, setPage] = useState(1);
  const [turns, setTurns] = useState<ReadonlyMap<number, Turn>>(new Map());
  const turnOf = (of: number): Turn => turns.get(of) ?? 0;
  const goTo = (target: number) => {
    setPage(target);
    // One at a time there is one sheet, which then shows the other page.
    const leaf = document.getElementById(leafId(target)) ?? document.querySelector('.leaf');
    // Picture and text go together, also while one of them is out of sight.
    for (const shown of [leaf, document.getElementById(textPageId(target))])
      shown?.scrollIntoView({ block: 'start' });
  };
  return {
    zoom,
    setZoom,
    layout,
    setLayout,
    isDimmed,
    setDimmed,
    page,
    setPage,
    goTo,
    turnOf,
    turn: (of) => setTurns(new Map(turns).set(of, nextTurn(turnOf(of)))),
  };
};
