import { useQuery } from '@tanstack/react-query';

/** A part that is loaded later; an error where it did not come: no contact, or a newer Kuvert that has another one. */
export const usePart = <Part>(name: string, load: () => Promise<Part>) =>
  useQuery({
    queryKey: ['part', name],
    queryFn: load,
    staleTime: 'static',
    gcTime: Infinity,
    structuralSharing: false,
  });
