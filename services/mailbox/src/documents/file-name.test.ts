import { expect, it } from 'vitest';

import { fileNameOf } from './file-name.ts';

const document = {
  messageId: '3f9a19ff-8b86-4d01-b42d-00cf4fc964ff',
  receivedAt: new Date('2026-11-22T06:41:00Z'),
};

it.each([
  ['application/pdf', 'fax-2026-11-22-0741-3f9a.pdf'],
  ['image/tiff', 'fax-2026-11-22-0741-3f9a.tif'],
  ['application/octet-stream', 'fax-2026-11-22-0741-3f9a.bin'],
] as const)('a file of type %s is called %s in Stockholm', (mediaType, name) => {
  expect(fileNameOf({ ...document, mediaType }, 'Europe/Stockholm')).toBe(name);
});
