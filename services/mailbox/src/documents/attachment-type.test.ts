import { describe, expect, it } from 'vitest';

import { attachmentTypeOf } from './attachment-type.ts';

const typeOf = (...parts: (string | number[])[]) =>
  attachmentTypeOf(Buffer.concat(parts.map((part) => Buffer.from(part as string))));

describe('what an attachment is', () => {
  it.each([
    ['application/pdf', ['%PDF-1.7\n']],
    ['application/pdf', ['\r\nsome bytes before', '%PDF-1.4']],
    ['image/png', [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]]],
    ['image/jpeg', [[0xff, 0xd8, 0xff, 0xe0]]],
    ['image/tiff', ['II*\0']],
    ['image/tiff', ['MM\0*']],
    ['text/plain', ['Hej!\r\n\tÅsa\f']],
    ['text/plain', [[0xff, 0xfe, 0x48, 0x00]]],
  ])('is told by its bytes: %s', (type, parts) => {
    expect(typeOf(...parts)).toBe(type);
  });

  it.each([
    ['an old Word document', [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]]],
    ['a zip file, as new Word documents are', ['PK\u0003\u0004\0\0']],
    ['a program', [[0x7f, 0x45, 0x4c, 0x46, 0x02]]],
  ])('is nothing that can be faxed: %s', (_what, parts) => {
    expect(typeOf(...parts)).toBeUndefined();
  });
});
