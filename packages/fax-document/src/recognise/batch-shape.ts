import { isCount, isRecord } from '../process/shapes.ts';
import type { Box, RecognisedLine, RecognisedWord } from '../recognition.ts';
import { isSoundRaster, type PageRaster } from './page-raster.ts';
import type { PageBatch, PageToRead } from './pages-to-read.ts';

/** Whether what a parser sent is a batch of pages: it may have been taken over by what it parsed. */
export const isPageBatch = (value: unknown): value is PageBatch =>
  isRecord(value) &&
  isCount(value['total']) &&
  (value['taken'] === undefined || value['taken'] instanceof Uint8Array) &&
  Array.isArray(value['pages']) &&
  value['pages'].every(isPageToRead);

function isPageToRead(value: unknown): value is PageToRead {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'blank':
    case 'unreadable':
      return true;
    case 'raster':
      return isRaster(value['raster']);
    case 'text':
      return Array.isArray(value['lines']) && value['lines'].every(isLine);
    default:
      return false;
  }
}

const isRaster = (value: unknown): value is PageRaster =>
  isRecord(value) &&
  [value['width'], value['height'], value['dpi'], value['bits']].every(isCount) &&
  value['samples'] instanceof Uint8Array &&
  // All fields of a PageRaster have their types: what remains is whether they fit.
  isSoundRaster(value as unknown as PageRaster);

const isLine = (value: unknown): value is RecognisedLine =>
  isRecord(value) &&
  typeof value['paragraph'] === 'boolean' &&
  Array.isArray(value['words']) &&
  value['words'].every(isWord);

const isWord = (value: unknown): value is RecognisedWord =>
  isRecord(value) &&
  typeof value['text'] === 'string' &&
  isCount(value['confidence']) &&
  isBox(value['box']);

const isBox = (value: unknown): value is Box =>
  isRecord(value) && [value['x'], value['y'], value['width'], value['height']].every(isCount);
