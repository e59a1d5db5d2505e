import type { GreyRows } from '../../tiff/grey-page.ts';

/** Samples looked at, one of so many. */
const EVERY = 61;
/** A page that has so much pure white was drawn, or cleaned by its scanner. */
const PURE_SHARE = 0.2;
/** The lightest tone that many pixels have is the paper's, from this level on. */
const DARKEST_PAPER = 150;
/** Levels to each side that belong to one tone: a scanner's noise. */
const NOISE = 8;
const PAPER_SHARE = 0.25;
/** A drawn tone has all its pixels at one level. */
const DRAWN_SHARE = 0.7;
/** The darkest pixels, so many of all, are ink, up to this level. */
const INK_SHARE = 0.003;
const LIGHTEST_INK = 80;

/**
 * A scan's paper isn't white and its ink isn't black: halftoned, the one would be dots all over and the
 * other full of holes. Spreads the levels of a scan between its ink and its paper; a page that was
 * drawn stays as it is.
 */
export function spreadScan({ width, height, samples }: GreyRows): GreyRows {
  const { counts, all } = countLevels(samples);
  const paper = paperLevel(counts, all);
  if (paper === undefined) return { width, height, samples };
  const ink = inkLevel(counts, all);
  const levels = Uint8ClampedArray.from(
    { length: 256 },
    (_, level) => ((level - ink) * 255) / (paper - ink),
  );
  return { width, height, samples: samples.map((level) => levels[level]!) };
}

interface Counts {
  /** Pixels of each level. */
  readonly counts: Float64Array;
  readonly all: number;
}

function countLevels(samples: Uint8Array): Counts {
  const counts = new Float64Array(256);
  let all = 0;
  for (let at = 0; at < samples.length; at += EVERY, all++) counts[samples[at]!]!++;
  return { counts, all };
}

/** The darkest level of the paper; undefined when the page is no scan. */
function paperLevel(counts: Float64Array, all: number): number | undefined {
  if (counts[255]! >= PURE_SHARE * all) return undefined;
  let best = 0;
  let bestCount = 0;
  for (let level = DARKEST_PAPER; level < 256; level++) {
    const count = near(counts, level).reduce((sum, each) => sum + each, 0);
    if (count > bestCount) {
      best = level;
      bestCount = count;
    }
  }
  const peak = Math.max(...near(counts, best));
  if (bestCount < PAPER_SHARE * all || peak > DRAWN_SHARE * bestCount) return undefined;
  return best - NOISE;
}

const near = (counts: Float64Array, level: number): Float64Array =>
  counts.subarray(Math.max(0, level - NOISE), level + NOISE + 1);

function inkLevel(counts: Float64Array, all: number): number {
  let darker = 0;
  for (let level = 0; level < LIGHTEST_INK; level++) {
    darker += counts[level]!;
    if (darker >= INK_SHARE * all) return level;
  }
  return 0;
}
