/** How a page is shown; `actual` is the size of the paper, `double` twice that. */
export const zooms = ['width', 'page', 'actual', 'double'] as const;
export type Zoom = (typeof zooms)[number];
export const isZoom = (value: unknown): value is Zoom => zooms.some((zoom) => zoom === value);

export const layouts = ['continuous', 'single'] as const;
export type PageLayout = (typeof layouts)[number];
export const isLayout = (value: unknown): value is PageLayout =>
  layouts.some((layout) => layout === value);

/** Pictures are asked for in few widths, since each request is an audited reading. 1728 is a fax line's own. */
const widths = [900, 1280, 1728] as const;

/** The smallest of the widths that is sharp enough for so many CSS pixels. */
export const pictureWidth = (cssPixels: number, pixelRatio: number): number =>
  widths.find((width) => width >= cssPixels * pixelRatio) ?? 1728;
