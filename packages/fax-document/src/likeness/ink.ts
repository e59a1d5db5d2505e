/** Darkness in cells: 0 white, 255 all black. */
export interface Ink {
  /** Cells in a row. */
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
}

/** Cells an inch, about: letters of 10 points are some eight high. */
export const CELLS_PER_INCH = 100;

/** Cells that are looked at together, since most of a page is white. */
export const WORD = 4;

/** The cells four by four: 0 where all are white. The width must be a multiple of four. */
export const wordsOf = ({ cells }: Ink): Uint32Array =>
  new Uint32Array(cells.buffer, cells.byteOffset, cells.length / WORD);

/** Ink in cells of twice the size. */
export function halved({ width, height, cells }: Ink): Ink {
  const half = { width: width >>> 1, height: height >>> 1 };
  const larger = new Uint8Array(half.width * half.height);
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0, from = 2 * y * width; x < half.width; x++, to++, from += 2) {
      const below = from + width;
      larger[to] = (cells[from]! + cells[from + 1]! + cells[below]! + cells[below + 1]!) >>> 2;
    }
  }
  return { ...half, cells: larger };
}

/** Ink smoothed by 1 2 1 both ways, so that the edges of a stroke that was scanned twice overlap. */
export function smoothed(ink: Ink): Ink {
  return smoothedDown(smoothedAcross(ink));
}

function smoothedAcross(ink: Ink): Ink {
  const { width, height, cells } = ink;
  const words = wordsOf(ink);
  const smooth = new Uint8Array(cells.length);
  // The first and the last word of the page stay white: nobody writes into its corners.
  for (let word = 1; word < words.length - 1; word++) {
    if ((words[word - 1]! | words[word]! | words[word + 1]!) === 0) continue;
    const end = word * WORD + WORD;
    for (let at = end - WORD; at < end; at++)
      smooth[at] = (cells[at - 1]! + 2 * cells[at]! + cells[at + 1]!) >>> 2;
  }
  return { width, height, cells: smooth };
}

function smoothedDown(ink: Ink): Ink {
  const { width, height, cells } = ink;
  const words = wordsOf(ink);
  const across = width / WORD;
  const smooth = new Uint8Array(cells.length);
  for (let word = across; word < words.length - across; word++) {
    if ((words[word - across]! | words[word]! | words[word + across]!) === 0) continue;
    const end = word * WORD + WORD;
    for (let at = end - WORD; at < end; at++)
      smooth[at] = (cells[at - width]! + 2 * cells[at]! + cells[at + width]!) >>> 2;
  }
  return { width, height, cells: smooth };
}
