/** Of the description, below the base. */
export const messagesPath = '/sdk/messages';

export const messagePath = (messageId: string): string =>
  `${messagesPath}/${encodeURIComponent(messageId)}`;
