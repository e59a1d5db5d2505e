import type { SampleFormat } from './sample-format.ts';

/** Levels of one of a pixel's samples, row by row of pixels: `first`, and every `step`th behind it. */
export interface Channel {
  readonly levels: Uint8Array;
  readonly first: number;
  readonly step: number;
}

export type ChannelOf = (sample: number) => Channel;

const WHITE = 255;
/** Rec. 601, in 256ths: what red, green and blue have of a pixel's lightness. */
const RED = 77;
const GREEN = 150;
const BLUE = 29;

const luma = (red: number, green: number, blue: number): number =>
  (RED * red + GREEN * green + BLUE * blue + 128) >> 8;

/** Makes grey of a row's samples, on white paper where they are transparent. */
export function greyRow(
  grey: Uint8Array,
  channel: ChannelOf,
  { meaning, alpha }: SampleFormat,
  palette: Uint8Array,
): void {
  switch (meaning) {
    case 'black-is-zero':
    case 'white-is-zero':
    case 'palette':
    case 'lightness':
      mapped(grey, channel(0), meaning === 'palette' ? palette : TABLES[meaning]);
      break;
    case 'rgb':
      fromRgb(grey, channel);
      break;
    case 'cmyk':
      fromCmyk(grey, channel);
      break;
    default:
      return meaning satisfies never;
  }
  if (alpha) coverWith(grey, channel(alpha.sample), alpha.premultiplied);
}

function mapped(grey: Uint8Array, { levels, first, step }: Channel, table: Uint8Array): void {
  for (let x = 0, at = first; x < grey.length; x++, at += step) grey[x] = table[levels[at]!] ?? 0;
}

function fromRgb(grey: Uint8Array, channel: ChannelOf): void {
  const [red, green, blue] = [channel(0), channel(1), channel(2)];
  const { step } = red;
  for (let x = 0, at = 0; x < grey.length; x++, at += step) {
    grey[x] = luma(
      red.levels[at + red.first]!,
      green.levels[at + green.first]!,
      blue.levels[at + blue.first]!,
    );
  }
}

/** TIFF 6.0 section 16: inks, 255 of each as dark as can be. */
function fromCmyk(grey: Uint8Array, channel: ChannelOf): void {
  const [cyan, magenta, yellow, black] = [channel(0), channel(1), channel(2), channel(3)];
  const { step } = cyan;
  for (let x = 0, at = 0; x < grey.length; x++, at += step) {
    const coloured = luma(
      WHITE - cyan.levels[at + cyan.first]!,
      WHITE - magenta.levels[at + magenta.first]!,
      WHITE - yellow.levels[at + yellow.first]!,
    );
    grey[x] = Math.round((coloured * (WHITE - black.levels[at + black.first]!)) / WHITE);
  }
}

function coverWith(
  grey: Uint8Array,
  { levels, first, step }: Channel,
  premultiplied: boolean,
): void {
  for (let x = 0, at = first; x < grey.length; x++, at += step) {
    const cover = levels[at]! / WHITE;
    grey[x] = Math.min(WHITE, Math.round(grey[x]! * (premultiplied ? 1 : cover) + WHITE * (1 - cover)));
  }
}

const tableOf = (grey: (level: number) => number): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, level) => Math.round(grey(level)));

const TABLES = {
  'black-is-zero': tableOf((level) => level),
  'white-is-zero': tableOf((level) => WHITE - level),
  lightness: tableOf((level) => greyOfLightness((level / WHITE) * 100)),
} as const;

/** CIE 15: L* to luminance; then the curve of sRGB (IEC 61966-2-1). */
function greyOfLightness(lightness: number): number {
  const luminance = lightness > 8 ? ((lightness + 16) / 116) ** 3 : lightness / 903.3;
  const curved = luminance > 0.003_130_8 ? 1.055 * luminance ** (1 / 2.4) - 0.055 : 12.92 * luminance;
  return curved * WHITE;
}

/**
 * The greys of a ColorMap (TIFF 6.0 section 5): all reds, then greens, then blues, of 16 bits each; some
 * writers give 8.
 */
export function paletteOf(colorMap: readonly number[]): Uint8Array {
  const shift = colorMap.some((value) => value > WHITE) ? 8 : 0;
  const count = Math.floor(colorMap.length / 3);
  const level = (at: number): number => (colorMap[at] ?? 0) >>> shift;
  return Uint8Array.from({ length: count }, (_, at) =>
    luma(level(at), level(count + at), level(2 * count + at)),
  );
}
