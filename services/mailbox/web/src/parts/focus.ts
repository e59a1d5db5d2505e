/** Nothing has the focus: what had it is gone. */
export const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;

/**
 * Runs when React Aria is done: it gives the focus back in the frame after something closed, and draws the rows of a
 * list in a second round. Returns what calls it off.
 */
export const onceSettled = (run: () => void): (() => void) => {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run);
  });
  return () => cancelAnimationFrame(frame);
};
