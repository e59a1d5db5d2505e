import type { SendingSummary } from '../../../src/http/api.ts';

/** Whom something was sent to, as one says it: a department of this house, a partner, or the number that was called. */
export const recipientOf = ({ to, way }: Pick<SendingSummary, 'to' | 'way'>): string =>
  way.department ?? way.partner ?? to.national;
