import { describe, expect, it } from 'vitest';

import { mediaTypeOf } from './media-type.ts';

describe('the media type', () => {
  it.each([
    ['image/tiff', 'II*\0rest'],
    ['image/tiff', 'MM\0*rest'],
    ['application/pdf', '%PDF-1.7'],
    ['application/octet-stream', '<html>'],
    ['application/octet-stream', 'II'],
    ['application/octet-stream', ''],
  ])('is %s by the first bytes %j', (type, text) => {
    expect(mediaTypeOf(Buffer.from(text, 'latin1'))).toBe(type);
  });
});
