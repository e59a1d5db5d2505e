import type { Recognition } from '@kuvert/fax-document/recognition';

import { Unreadable } from './text-reader.ts';

/**
 * What reading came to: `ready` when there is a word to show, `none` when the pages that were read have none.
 * @throws Unreadable `pages-not-read` when no page was read that should have been
 */
export const verdictOf = ({ pages }: Pick<Recognition, 'pages'>): 'ready' | 'none' => {
  if (pages.some(({ lines }) => lines.some(({ words }) => words.length > 0))) return 'ready';
  const isUnread = pages.some(({ outcome }) => outcome === 'failed' || outcome === 'timed-out');
  const isRead = pages.some(({ outcome }) => outcome === 'read');
  if (isUnread && !isRead) throw new Unreadable('pages-not-read');
  return isUnread ? 'ready' : 'none';
};
