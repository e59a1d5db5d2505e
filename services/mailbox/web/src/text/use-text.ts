import { skipToken, useQuery } from '@tanstack/react-query';
import type { MessageText } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useServices } from '../services.ts';

/** How far the machine has read, as the server told; null when it didn't. */
export interface Reading {
  readonly done: number;
  readonly pages: number;
}

export const useReading = (messageId: string): Reading | null => {
  // Live updates write it; nobody asks for it.
  const { data } = useQuery<Reading>({ queryKey: keys.reading(messageId), queryFn: skipToken });
  return data ?? null;
};

/** The text, opened (and audited) once while the message is open: it never changes. */
export const useText = (messageId: string, isReady: boolean) => {
  const { api } = useServices();
  return useQuery<MessageText>({
    queryKey: keys.text(messageId),
    queryFn: isReady ? () => api.text(messageId) : skipToken,
    staleTime: 'static',
    gcTime: 0,
  });
};
