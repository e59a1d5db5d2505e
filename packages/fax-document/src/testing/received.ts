import type { SourceMetadata } from '../source-metadata.ts';

/** All that can be known of a fax beside its file, as long as it usually is. */
export const FULL_METADATA = {
  language: 'sv',
  carrier: 'signalwire',
  from: '+46701234567',
  to: '+46812345678',
  tsi: '+46 70 123 45 67',
  receivedAt: new Date('2026-11-22T07:41:05.123Z'),
  messageId: '0193ab12-3456-7890-abcd-0123456789ab',
  pagesAnnounced: 3,
  endedEarly: false,
} as const satisfies SourceMetadata;
