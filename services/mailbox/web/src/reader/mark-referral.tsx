import { lazy, Suspense } from 'react';
import type { MessageSummary } from '../../../src/http/api.ts';
import { loadSent } from '../frame/parts-loaded-later.ts';

const Dialog = lazy(async () => ({ default: (await loadSent()).MarkReferralDialog }));

/** Not what is one already, lies elsewhere, is set aside as junk, or is a colleague's at present. */
export const mayMarkReferral = (
  { referral, handling }: Pick<MessageSummary, 'referral' | 'handling'>,
  myId: string,
): boolean =>
  referral === null &&
  handling.state !== 'forwarded' &&
  handling.state !== 'quarantined' &&
  (handling.state !== 'taken' || handling.by.id === myId);

export const MarkReferral = (props: { message: MessageSummary; onClose: () => void }) => (
  <Suspense fallback={null}>
    <Dialog {...props} />
  </Suspense>
);
