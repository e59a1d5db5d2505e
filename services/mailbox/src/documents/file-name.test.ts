import { expect, it } from 'vitest';

import { fileNameOf } from './file-name.ts';

const document = {
  messageId: '3f9a19ff-8b86-4d01-b42d-00cf4fc964ff',
  place: 1,
  receivedAt: new Date('2026-11-22T06:41:00Z'),
};

it('the second of several originals is called so', () => {
  const second = { ...document, place: 2, mediaType: 'application/pdf' } as const;
  expect(fileNameOf(second, 'UTC')).toBe('fax-2026-11-22-0641-3f9a-2.pdf');
});

it.each([
  ['application/pdf', 'fax-2026-11-22-0741-3f9a.pdf'],
  ['image/tiff', 'fax-2026-11-22-0741-3f9a.tif'],
  ['application/octet-stream', 'fax-2026-11-22-0741-3f9a.bin'],
] as const)('a file of type %s is called %s in Stockholm', (mediaType, name) => {
  expect(fileNameOf({ ...document, mediaType }, 'Europe/Stockholm')).toBe(name);
});
