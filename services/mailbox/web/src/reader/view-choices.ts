import {
  Maximize2,
  MoveHorizontal,
  Rows2,
  Square,
  SunDim,
  ZoomIn,
  type LucideIcon,
} from 'lucide-react';
import type { ChoiceSection } from '../parts/choice-menu.tsx';
import type { Words } from '../words/words.ts';
import type { PageView } from './use-page-view.ts';
import { layouts, zooms, type PageLayout, type Zoom } from './zoom.ts';

const zoomIcons: Record<Zoom, LucideIcon> = {
  width: MoveHorizontal,
  page: Maximize2,
  actual: ZoomIn,
  double: ZoomIn,
};

const layoutIcons: Record<PageLayout, LucideIcon> = { continuous: Rows2, single: Square };

/** Zoom, layout and dimming as sections of a menu. */
export const viewChoices = (view: PageView, words: Words): ChoiceSection[] => [
  {
    id: 'zoom',
    label: words.pages.zoom,
    chosen: view.zoom,
    choices: zooms.map((zoom) => ({
      id: zoom,
      word: words.pages.zooms[zoom],
      icon: zoomIcons[zoom],
      run: () => view.setZoom(zoom),
    })),
  },
  {
    id: 'layout',
    label: words.pages.layout,
    chosen: view.layout,
    choices: layouts.map((layout) => ({
      id: layout,
      word: words.pages.layouts[layout],
      icon: layoutIcons[layout],
      run: () => view.setLayout(layout),
    })),
  },
  {
    id: 'light',
    label: words.pages.dim,
    chosen: view.isDimmed ? 'dim' : '',
    choices: [
      {
        id: 'dim',
        word: words.pages.dim,
        icon: SunDim,
        run: () => view.setDimmed(!view.isDimmed),
      },
    ],
  },
];
