/** The page (from 1) that covers the middle of what is seen; each page is an element that `selector` finds. */
export const pageInSight = (pages: HTMLElement, selector: string): number => {
  const middle = pages.getBoundingClientRect().top + pages.clientHeight / 2;
  const sheets = [...pages.querySelectorAll(selector)];
  const below = sheets.findIndex((sheet) => sheet.getBoundingClientRect().top > middle);
  return below === -1 ? sheets.length : Math.max(1, below);
};
