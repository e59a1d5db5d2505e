import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useSyncExternalStore } from 'react';
import { keys } from '../api/keys.ts';
import { useServices } from '../services.ts';
import { createComposition, type Composition } from './composition.ts';

const newId = () => crypto.randomUUID();

const after = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** The composition of a draft: the one under way, or a new one of what the server has. */
export const useOpenComposition = (draftId: string) => {
  const { sendingApi, unsaved } = useServices();
  const queries = useQueryClient();
  return useQuery({
    queryKey: keys.composition(draftId),
    queryFn: async () => {
      const draft = await queries.fetchQuery({
        queryKey: keys.draft(draftId),
        queryFn: () => sendingApi.draft(draftId),
        // It has just come when one begins to write.
        staleTime: 5_000,
      });
      return createComposition(draft, { api: sendingApi, unsaved, after, newId });
    },
    // It holds what is not saved yet: nothing may put another in its place.
    staleTime: 'static',
    structuralSharing: false,
  });
};

export const CompositionContext = createContext<Composition | null>(null);

export const useComposition = (): Composition => {
  const composition = use(CompositionContext);
  if (!composition) throw new Error('outside of a composition');
  return composition;
};

export const useWriting = () => {
  const { writer } = useComposition();
  return useSyncExternalStore(writer.subscribe, writer.now);
};

export const useArriving = () => {
  const { uploads } = useComposition();
  return useSyncExternalStore(uploads.subscribe, uploads.now);
};
