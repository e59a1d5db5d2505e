import type { MessageSummary } from '../../../src/http/api.ts';

/**
 * Which new message to open after `current`: the next one down the list (newest first), else the one above it, so
 * that whoever begins with the oldest goes on upwards. Undefined when nothing else is new.
 */
export const nextNew = (
  messages: readonly MessageSummary[],
  current: { readonly id: string; readonly availableAt: string } | null,
): MessageSummary | undefined => {
  const others = messages.filter(
    ({ id, handling }) => handling.state === 'new' && id !== current?.id,
  );
  if (!current) return others[0];
  return others.find(({ availableAt }) => availableAt <= current.availableAt) ?? others.at(-1);
};
