import type { MessageSummary } from '../../../src/http/api.ts';

/**
 * Which new message to open after `current`: the next one down the list (newest first), else the first
 * of the list. Undefined when nothing else is new.
 */
export const nextNew = (
  messages: readonly MessageSummary[],
  current: { readonly id: string; readonly receivedAt: string } | null,
): MessageSummary | undefined => {
  const others = messages.filter(
    ({ id, handling }) => handling.state === 'new' && id !== current?.id,
  );
  const older = current && others.find(({ receivedAt }) => receivedAt <= current.receivedAt);
  return older ?? others[0];
};
