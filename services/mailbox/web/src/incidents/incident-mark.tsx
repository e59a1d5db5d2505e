import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useIncidentWords } from './incident-words.ts';

/** Whether somebody still has to do something about it. */
export const IncidentMarkView = ({ isOpen }: { isOpen: boolean }) => {
  const words = useIncidentWords();
  const Icon = isOpen ? ShieldAlert : ShieldCheck;
  return (
    <span className={`mark mark--incident-${isOpen ? 'open' : 'closed'}`}>
      <Icon className="icon icon--small" aria-hidden />
      <span className="mark__word">{isOpen ? words.open : words.closed}</span>
    </span>
  );
};
