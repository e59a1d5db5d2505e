import type { Message, MessagePage, MessageSummary } from '../../../src/http/api.ts';

/** Puts the changed message in the place of the old one; the list is asked for again right after. */
export const withMessage = (pages: readonly MessagePage[], changed: Message): MessagePage[] =>
  pages.map((page) => ({
    ...page,
    messages: page.messages.map((message) => (message.id === changed.id ? changed : message)),
  }));

/** All pages as one list. A message that moved between two requests stands once. */
export const rowsOf = (pages: readonly MessagePage[]): MessageSummary[] => {
  const seen = new Map<string, MessageSummary>();
  for (const { messages } of pages)
    for (const message of messages) if (!seen.has(message.id)) seen.set(message.id, message);
  return [...seen.values()];
};
