import type { MessageSummary } from '../../../src/http/api.ts';

/** How many pages can be looked at here: null when there is no document, or when it went on to another department. */
export const heldPages = ({
  pages,
  handling,
}: Pick<MessageSummary, 'pages' | 'handling'>): number | null =>
  handling.state === 'forwarded' ? null : pages;
