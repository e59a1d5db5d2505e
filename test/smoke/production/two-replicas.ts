import type { Message } from '@kuvert/mailbox/http/api';

import { openLiveUpdates } from '../../support/live-updates.ts';
import type { Staff } from '../../support/staff.ts';
import { compareBytes } from '../compare.ts';

/** @throws Error unless both answer to the same session with the same person */
export const expectSameSession = async (first: Staff, second: Staff): Promise<void> => {
  const [one, other] = [await first.me(), await second.me()];
  if (one.person.id !== other.person.id || one.csrfToken !== other.csrfToken)
    throw new Error('two replicas of the mailbox see one session differently');
};

/** @throws Error unless a link that one replica made opens at the other */
export const expectLinkElsewhere = async (
  first: Staff,
  second: Staff,
  { id, documents }: Message,
  original: Uint8Array,
): Promise<void> => {
  const document = documents.find(({ kind }) => kind === 'original');
  const path = `/api/messages/${id}/documents/${document?.id ?? ''}/downloads`;
  const { url } = await first.post<{ url: string }>(path, { purpose: 'download' });
  compareBytes('the original by the other replica', await second.bytes(url), original);
};

/** @throws Error unless what is done at one replica is told at the other */
export const expectNewsElsewhere = async (
  first: Staff,
  second: Staff,
  { id }: Message,
): Promise<void> => {
  const live = await openLiveUpdates(second);
  try {
    await first.post(`/api/messages/${id}/take`);
    await live.newsOf(id);
  } finally {
    live.close();
  }
};
