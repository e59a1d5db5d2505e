import { FAX_CODINGS, FAX_RESOLUTIONS, FAX_WIDTHS, type FaxFormat } from '../to-fax/fax-format.ts';
import type { FaxPageFacts, FaxRaster, FaxSourceFacts } from '../to-fax/fax-raster.ts';
import { isCount, isRecord } from './shapes.ts';

/** Whether what a child answered is a fax that was made. */
export function isFaxRaster(value: unknown): value is FaxRaster {
  return (
    isRecord(value) &&
    value['tiff'] instanceof Uint8Array &&
    isFormat(value['format']) &&
    Array.isArray(value['sources']) &&
    value['sources'].every(isSourceFacts) &&
    Array.isArray(value['pages']) &&
    value['pages'].every(isPageFacts)
  );
}

const includes = (known: readonly unknown[], value: unknown): boolean => known.includes(value);

const isFormat = (value: unknown): value is FaxFormat =>
  isRecord(value) &&
  includes(FAX_RESOLUTIONS, value['resolution']) &&
  includes(FAX_WIDTHS, value['width']) &&
  includes(FAX_CODINGS, value['coding']) &&
  includes([1, 2], value['fillOrder']);

const KINDS: readonly FaxSourceFacts['kind'][] = ['pdf', 'tiff', 'png', 'jpeg', 'text'];
const ENCODINGS: readonly FaxSourceFacts['encoding'][] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  undefined,
];

const isSourceFacts = (value: unknown): value is FaxSourceFacts =>
  isRecord(value) &&
  includes(KINDS, value['kind']) &&
  isCount(value['pages']) &&
  typeof value['truncated'] === 'boolean' &&
  includes(ENCODINGS, value['encoding']) &&
  (value['replacedCharacters'] === undefined || isCount(value['replacedCharacters']));

const PAGE_NUMBERS = [
  'page',
  'width',
  'height',
  'xDpi',
  'yDpi',
  'headerRows',
  'scale',
  'halftoned',
  'damagedLines',
  'missingLines',
] as const satisfies readonly (keyof FaxPageFacts)[];

const isPageFacts = (value: unknown): value is FaxPageFacts =>
  isRecord(value) &&
  (value['source'] === 'cover' || isCount(value['source'])) &&
  PAGE_NUMBERS.every((name) => isCount(value[name])) &&
  typeof value['turned'] === 'boolean' &&
  typeof value['ownPixels'] === 'boolean' &&
  typeof value['blank'] === 'boolean';
