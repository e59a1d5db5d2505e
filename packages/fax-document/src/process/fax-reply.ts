import { FAX_CODINGS, FAX_RESOLUTIONS, FAX_WIDTHS, type FaxFormat } from '../to-fax/fax-format.ts';
import type { CodedPage } from '../tiff/write-fax-tiff.ts';
import type { FaxPageFacts, FaxSourceFacts } from '../to-fax/fax-raster.ts';
import type { FaxShare, SharedPage } from '../to-fax/fax-share.ts';
import { isPdfIntake } from './intake-shape.ts';
import { isCount, isRecord } from './shapes.ts';

/** Whether what a child answered is its share of a fax. */
export function isFaxShare(value: unknown): value is FaxShare {
  return (
    isRecord(value) &&
    isFormat(value['format']) &&
    Array.isArray(value['sources']) &&
    value['sources'].every(isSourceFacts) &&
    Array.isArray(value['pages']) &&
    value['pages'].every(isSharedPage)
  );
}

const isSharedPage = (value: unknown): value is SharedPage =>
  isRecord(value) &&
  Number.isInteger(value['number']) &&
  typeof value['read'] === 'boolean' &&
  isPageFacts(value['facts']) &&
  isCodedPage(value['coded']);

const isCodedPage = (value: unknown): value is CodedPage =>
  isRecord(value) &&
  value['coded'] instanceof Uint8Array &&
  includes(FAX_CODINGS, value['coding']) &&
  (['width', 'height', 'xDpi', 'yDpi'] as const).every((name) => isCount(value[name]));

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
  (value['intake'] === undefined || isPdfIntake(value['intake'])) &&
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
