import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useRef } from 'react';
import type { Incident } from '../../../src/http/api.ts';
import { useKeptFocus } from '../reader/use-kept-focus.ts';
import { Deadlines } from './deadlines.tsx';
import { IncidentActs } from './incident-acts.tsx';
import { useIncidentWords } from './incident-words.ts';

/** How it stands, how long is left, and what one can do. */
export const IncidentStory = ({ incident }: { incident: Incident }) => {
  const words = useIncidentWords();
  const ref = useRef<HTMLDivElement>(null);
  useKeptFocus(ref, String(incident.isOpen));
  const { isOpen, outcome } = incident;
  const Icon = isOpen ? ShieldAlert : ShieldCheck;
  return (
    <div ref={ref} className={`story ${isOpen ? 'story--incident' : 'story--outgoing-arrived'}`}>
      <div className="story__head">
        <Icon className="icon" aria-hidden />
        <div role="status">
          <p className="story__what">{isOpen ? words.isOpen : words.isClosed}</p>
          {outcome && <p>{words.outcome[outcome]}</p>}
        </div>
      </div>
      {isOpen && <Deadlines incident={incident} />}
      <IncidentActs incident={incident} />
    </div>
  );
};
