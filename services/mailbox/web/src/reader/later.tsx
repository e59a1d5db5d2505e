import type { ReactNode } from 'react';
import { NotLoaded } from '../frame/not-loaded.tsx';
import { loadSent } from '../frame/parts-loaded-later.ts';
import { usePart } from '../frame/use-part.ts';

type Part = Awaited<ReturnType<typeof loadSent>>;

/** What only a message has that was answered, is a partner's, or a referral: it comes when there is one. */
export const Later = ({ children }: { children: (part: Part) => ReactNode }) => {
  const { data: part, error } = usePart('sent', loadSent);
  if (error) return <NotLoaded />;
  return part ? children(part) : null;
};
