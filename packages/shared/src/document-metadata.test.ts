import { expect, it } from 'vitest';

import { asId } from './ids.ts';

import { documentMetadataOf } from './document-metadata.ts';

const facts = {
  carrier: 'signalwire',
  from: '+46701234567',
  to: '+46812345678',
  receivedAt: new Date('2026-11-22T07:41:00Z'),
  messageId: asId<'message'>('0193ab12'),
  announcedPages: 3,
} as const;

it('a document says whence it came, without a title of ours and without a language', () => {
  const { announcedPages, ...same } = facts;
  const metadata = documentMetadataOf(facts);
  expect(metadata).toEqual({ ...same, pagesAnnounced: announcedPages, endedEarly: false });
  expect(Object.keys(metadata)).not.toContain('title');
});

it('a carrier’s error text is no more than that something was lost', () => {
  const metadata = documentMetadataOf({ ...facts, errorText: 'lost carrier, called +4670000000' });
  expect(metadata.endedEarly).toBe(true);
  expect(JSON.stringify(metadata)).not.toContain('lost carrier');
});
