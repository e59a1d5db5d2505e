import { FaxDocumentError } from '../../errors.ts';
import type { TiffPage } from '../page.ts';
import { PHOTOMETRIC, TAG } from '../tags.ts';

/** How a page's samples are stored, and what they mean. */
export interface SampleFormat {
  /** Bits of one sample, 1–64. */
  readonly bits: number;
  readonly kind: SampleKind;
  /** Samples of a pixel that are stored beside each other; 1 where each has a plane of its own. */
  readonly together: number;
  /** Planes that the page's segments are of: more than 1 with PlanarConfiguration 2. */
  readonly planes: number;
  readonly predictor: number;
  /** YCbCr: blocks of luma samples, each followed by the chroma that they share; only luma is read. */
  readonly blocks: LumaBlocks | undefined;
  readonly meaning: Meaning;
  /** The sample that says how opaque a pixel is. */
  readonly alpha: Alpha | undefined;
}

type SampleKind = 'unsigned' | 'signed' | 'float';

/** What grey is made of. */
export type Meaning =
  | 'black-is-zero'
  | 'white-is-zero'
  | 'rgb'
  | 'cmyk'
  | 'palette'
  /** L* of CIE L*a*b*. */
  | 'lightness';

/** Pixels of a block (TIFF 6.0 section 21). */
export interface LumaBlocks {
  readonly width: number;
  readonly height: number;
}

export interface Alpha {
  readonly sample: number;
  readonly premultiplied: boolean;
}

/** SampleFormat (TIFF 6.0 section 19); 5 and 6, complex numbers, are no picture. */
const KINDS: Readonly<Record<number, SampleKind>> = {
  1: 'unsigned',
  2: 'signed',
  3: 'float',
  4: 'unsigned',
};
const FLOAT_BITS: readonly number[] = [16, 24, 32, 64];
const MOST_BITS = 64;
const MOST_SAMPLES = 64;
const SEPARATE_PLANES = 2;
/** InkSet (section 16). */
const CMYK = 1;
/** ExtraSamples (section 18). */
const PREMULTIPLIED = 1;
const NOT_PREMULTIPLIED = 2;

/** @throws FaxDocumentError `unsupported-image` for samples that nothing here reads */
export function readSampleFormat(page: TiffPage): SampleFormat {
  const numbers = (tag: number): readonly number[] => page.ifd.entries.get(tag)?.numbers ?? [];
  const first = (tag: number, otherwise: number): number => numbers(tag)[0] ?? otherwise;
  const samples = first(TAG.samplesPerPixel, 1);
  const bits = first(TAG.bitsPerSample, 1);
  const kind = KINDS[first(TAG.sampleFormat, 1)];
  const alike = numbers(TAG.bitsPerSample).slice(0, samples).every((each) => each === bits);
  const known = isCount(bits, MOST_BITS) && (kind !== 'float' || FLOAT_BITS.includes(bits));
  if (!kind || !alike || !known || !isCount(samples, MOST_SAMPLES)) {
    throw unsupported(page, `samples of an unknown kind (${kind ?? 'complex'}, ${bits} bits)`);
  }
  const separate = first(TAG.planarConfiguration, 1) === SEPARATE_PLANES && samples > 1;
  const meaning = meaningOf(page, samples);
  const blocks = separate || samples < 3 ? undefined : blocksOf(page);
  return {
    bits,
    kind,
    together: separate || blocks ? 1 : samples,
    planes: separate ? samples : 1,
    predictor: first(TAG.predictor, 1),
    blocks,
    meaning,
    alpha: alphaOf(meaning, samples, numbers(TAG.extraSamples)),
  };
}

const isCount = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;

const unsupported = (page: TiffPage, what: string): FaxDocumentError =>
  new FaxDocumentError('unsupported-image', `Page ${page.directory + 1} has ${what}.`);

function meaningOf(page: TiffPage, samples: number): Meaning {
  const coloured = samples >= 3 ? 'rgb' : 'black-is-zero';
  const { entries } = page.ifd;
  if (!entries.has(TAG.photometric)) return entries.has(TAG.colorMap) ? 'palette' : coloured;
  switch (page.photometric) {
    case PHOTOMETRIC.whiteIsZero:
      return 'white-is-zero';
    case PHOTOMETRIC.blackIsZero:
    case PHOTOMETRIC.mask:
    case PHOTOMETRIC.colourFilterArray:
    case PHOTOMETRIC.yCbCr: // luma
      return 'black-is-zero';
    case PHOTOMETRIC.rgb:
    case PHOTOMETRIC.linearRaw:
      return coloured;
    case PHOTOMETRIC.palette:
      return entries.has(TAG.colorMap) ? 'palette' : 'black-is-zero';
    case PHOTOMETRIC.separated: {
      const inks = entries.get(TAG.inkSet)?.numbers[0] ?? CMYK;
      if (inks === CMYK && samples >= 4) return 'cmyk';
      throw unsupported(page, 'inks of an unknown colour');
    }
    case PHOTOMETRIC.cieLab:
    case PHOTOMETRIC.iccLab:
    case PHOTOMETRIC.ituLab:
      return 'lightness';
    default:
      throw unsupported(page, `the unknown PhotometricInterpretation ${page.photometric}`);
  }
}

/** Section 21: YCbCrSubSampling is 2 by 2 where it isn't said. */
function blocksOf(page: TiffPage): LumaBlocks | undefined {
  const { entries } = page.ifd;
  if (!entries.has(TAG.photometric) || page.photometric !== PHOTOMETRIC.yCbCr) return undefined;
  const [width = 2, height = 2] = entries.get(TAG.yCbCrSubSampling)?.numbers ?? [];
  const known = [width, height].every((side) => [1, 2, 4].includes(side));
  if (!known || entries.get(TAG.bitsPerSample)?.numbers[0] !== 8) {
    throw unsupported(page, 'an unknown form of YCbCr');
  }
  return { width, height };
}

function alphaOf(meaning: Meaning, samples: number, extra: readonly number[]): Alpha | undefined {
  const colours = meaning === 'rgb' ? 3 : meaning === 'cmyk' ? 4 : 1;
  const at = extra.findIndex((kind) => kind === PREMULTIPLIED || kind === NOT_PREMULTIPLIED);
  const sample = colours + at;
  if (at < 0 || sample >= samples) return undefined;
  return { sample, premultiplied: extra[at] === PREMULTIPLIED };
}
