import { ClockAlert } from 'lucide-react';
import type { Aged } from '../frame/frame-view.ts';

export const AgedView = ({ aged }: { aged: Aged }) => (
  <span className={`aged aged--${aged.tone}`}>
    <ClockAlert className="icon icon--small" aria-hidden />
    {aged.word}
  </span>
);
